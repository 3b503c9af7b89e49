package dev.myelin.engine.transport.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What files looked like at a moment, to tell whether they have changed.
 *
 * @param stamps of each file, in order
 */
record FileStamps(List<Stamp> stamps) {
    /** Of one file; that of a file which cannot be read is {@link #ABSENT}. */
    record Stamp(FileTime modified, long size, @Nullable Object inode) {
        static final Stamp ABSENT = new Stamp(FileTime.fromMillis(0), -1, null);

        static Stamp of(Path file) {
            try {
                BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(found.lastModifiedTime(), found.size(), found.fileKey());
            } catch (IOException e) {
                return ABSENT;
            }
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Stamp stamp
                    && modified.equals(stamp.modified)
                    && size == stamp.size
                    && Objects.equals(inode, stamp.inode);
        }

        @Override
        public int hashCode() {
            return Objects.hash(modified, size, inode);
        }
    }

    static FileStamps of(List<Path> files) {
        List<Stamp> stamps = new ArrayList<>(files.size());
        for (Path file : files) {
            stamps.add(Stamp.of(file));
        }
        return new FileStamps(stamps);
    }
}

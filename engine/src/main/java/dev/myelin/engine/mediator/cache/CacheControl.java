package dev.myelin.engine.mediator.cache;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a header {@code Cache-Control} says to a cache that several share (RFC 9111).
 *
 * @param forbidden whether nothing may be kept or nothing that was kept be used
 * @param seconds how long a response counts
 */
record CacheControl(boolean forbidden, OptionalLong seconds) {
    static final CacheControl NONE = new CacheControl(false, OptionalLong.empty());

    static CacheControl parse(Object header) {
        boolean forbidden = false;
        OptionalLong own = OptionalLong.empty();
        OptionalLong shared = OptionalLong.empty();
        for (String directive : header.toString().toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = directive.split("=", 2);
            switch (parts[0].strip()) {
                case "no-store", "no-cache", "private" -> forbidden = true;
                case "max-age" -> own = seconds(parts);
                case "s-maxage" -> shared = seconds(parts);
                default -> {}
            }
        }
        return new CacheControl(forbidden, shared.isPresent() ? shared : own);
    }

    /** Anything that is no number means "at once", as the RFC wants it. */
    private static OptionalLong seconds(String[] directive) {
        String text = directive.length < 2 ? "" : directive[1].strip().replace("\"", "");
        boolean number = !text.isEmpty() && text.length() < 10 && text.chars().allMatch(Character::isDigit);
        return OptionalLong.of(number ? Long.parseLong(text) : 0);
    }
}

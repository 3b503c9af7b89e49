package dev.myelin.engine.mediator.throttle;

import java.util.Locale;

/** A group of callers: one address, a range, a pattern with {@code *}, or all that no other rule is about. */
sealed interface Callers {
    /** Whether {@code caller}, an address or a host name in lower case, belongs to it. */
    boolean include(String caller);

    /** Whether it is one caller only. */
    default boolean isExact() {
        return this instanceof Named named && named.exact();
    }

    /** All that no other rule is about. */
    record Others() implements Callers {
        @Override
        public boolean include(String caller) {
            return true;
        }
    }

    /**
     * A name, with {@code *} at its start or end for any text.
     *
     * @param start what it begins with
     * @param end what it ends with
     * @param exact whether nothing may stand between
     */
    record Named(String start, String end, boolean exact) implements Callers {
        @Override
        public boolean include(String caller) {
            return exact
                    ? caller.equals(start)
                    : caller.length() >= start.length() + end.length()
                            && caller.startsWith(start)
                            && caller.endsWith(end);
        }
    }

    /**
     * Addresses of IPv4.
     *
     * @param first the first
     * @param last the last
     */
    record Range(long first, long last) implements Callers {
        @Override
        public boolean include(String caller) {
            long address = number(caller);
            return address >= 0 && address >= first && address <= last;
        }
    }

    /** Reads the text of an {@code ID}; throws {@link IllegalArgumentException} for one that is none. */
    static Callers parse(String text) {
        String id = text.strip().toLowerCase(Locale.ROOT);
        if (id.equals("other") || id.equals("*")) {
            return new Others();
        }
        int dash = id.indexOf('-');
        if (dash > 0 && number(id.substring(0, dash).strip()) >= 0) {
            long first = number(id.substring(0, dash).strip());
            long last = number(id.substring(dash + 1).strip());
            if (last < first) {
                throw new IllegalArgumentException("a range such as 10.0.0.1-10.0.0.99");
            }
            return new Range(first, last);
        }
        int star = id.indexOf('*');
        if (id.isEmpty() || star != id.lastIndexOf('*')) {
            throw new IllegalArgumentException("an address, a range, a name with one *, or other");
        }
        return star < 0 ? new Named(id, "", true) : new Named(id.substring(0, star), id.substring(star + 1), false);
    }

    /** The address of IPv4 as a number; -1 for any other text. */
    private static long number(String address) {
        String[] parts = address.split("\\.", -1);
        long number = parts.length == 4 ? 0 : -1;
        for (int i = 0; i < 4 && number >= 0; i++) {
            boolean digits = !parts[i].isEmpty()
                    && parts[i].length() <= 3
                    && parts[i].chars().allMatch(each -> each >= '0' && each <= '9');
            int part = digits ? Integer.parseInt(parts[i]) : 256;
            number = part > 255 ? -1 : number * 256 + part;
        }
        return number;
    }
}

package dev.myelin.engine.transport.ws.settings;

/**
 * Sizes, in bytes unless said otherwise.
 *
 * @param client of what clients send
 * @param backend of what back-ends send
 * @param readAhead what is read while an exchange runs
 * @param waterMarks when reading pauses because the other side does not take what was read
 * @param slowConsumer {@code ws.slow.consumer}: what becomes of a receiver that stays above the high water mark
 * @param push what a slow receiver of broadcasts gets
 */
public record Limits(
        Sizes client, Sizes backend, ReadAhead readAhead, WaterMarks waterMarks, SlowConsumer slowConsumer, Push push) {

    /** The largest message of the mediated tier when nothing is set. */
    static final int MEDIATED_MESSAGE = 16 << 20;

    /**
     * The largest frame and message of one direction, both inclusive; 0 for not set.
     *
     * @param message {@code ws.max.message.size}
     * @param frame {@code ws.max.frame.size}
     */
    public record Sizes(long message, long frame) {
        /** The largest message where messages are held in memory; 16 MiB unless set. */
        public int mediatedMessage() {
            return message == 0 ? MEDIATED_MESSAGE : (int) Math.min(message, Integer.MAX_VALUE - 8);
        }

        /** The largest frame where messages are held in memory. */
        public int mediatedFrame() {
            return frame == 0 ? mediatedMessage() : (int) Math.min(frame, mediatedMessage());
        }

        /**
         * The largest frame where messages may be compressed: what does not get smaller may be sent compressed all the
         * same, and the limit of messages is that of what they inflate to.
         */
        public int deflatedFrame() {
            int largest = mediatedMessage();
            return frame == 0 ? (int) Math.min(largest + (largest >> 6) + 64L, Integer.MAX_VALUE - 8) : mediatedFrame();
        }

        /** The largest message where messages only pass through; {@link Long#MAX_VALUE} unless set. */
        public long relayedMessage() {
            return message == 0 ? Long.MAX_VALUE : message;
        }

        /** The largest frame where messages only pass through. */
        public long relayedFrame() {
            return frame == 0 ? relayedMessage() : Math.min(frame, relayedMessage());
        }
    }

    /**
     * {@code ws.read.ahead}: what is read of a connection while a message of it is being mediated.
     *
     * @param messages how many
     * @param bytes how much
     */
    public record ReadAhead(int messages, int bytes) {}

    /**
     * Bytes waiting to be written at which reading of the other side goes on, and pauses.
     *
     * @param low {@code ws.write.low.water.mark}
     * @param high {@code ws.write.high.water.mark}
     */
    public record WaterMarks(int low, int high) {}

    /** What a paired leg gets that does not take what is sent to it. */
    public enum SlowConsumer {
        /** Its sender is not read from until it does. */
        PAUSE,
        /** The session is closed with 1013. */
        CLOSE
    }

    /**
     * What a slow receiver of broadcasts gets.
     *
     * @param queue {@code ws.push.queue}: bytes that may wait for it
     * @param dropsOldest {@code ws.push.slow.consumer=drop-oldest}; else it is closed with 1013
     */
    public record Push(int queue, boolean dropsOldest) {}
}

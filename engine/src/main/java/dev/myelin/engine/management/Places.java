package dev.myelin.engine.management;

import io.netty.channel.Channel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that the port has room for. When all places are taken, a new connection gets that of the oldest one on which
 * nobody has shown a password yet: so nobody without one keeps those who have one away. Confined to the port's thread.
 */
final class Places {
    private static final Logger LOG = LoggerFactory.getLogger(Places.class);

    private final int most;
    private final Set<Channel> strangers = new LinkedHashSet<>();
    private int taken;

    Places(int most) {
        this.most = most;
    }

    /** Takes a place until the connection ends; false when there is none. */
    boolean take(Channel accepted) {
        if (taken >= most && !endOldestStranger()) {
            LOG.debug("management: a connection is refused, for {} are open", taken);
            return false;
        }
        taken++;
        strangers.add(accepted);
        accepted.closeFuture().addListener(closed -> leave(accepted));
        return true;
    }

    private boolean endOldestStranger() {
        Iterator<Channel> oldest = strangers.iterator();
        if (!oldest.hasNext()) {
            return false;
        }
        Channel stranger = oldest.next();
        oldest.remove();
        LOG.debug("management: {} ends for another, for {} are open", stranger.remoteAddress(), taken);
        // Past its pipeline: TLS would say good-bye first, and keep the place meanwhile.
        stranger.unsafe().close(stranger.newPromise());
        return true;
    }

    private void leave(Channel channel) {
        taken--;
        strangers.remove(channel);
    }

    /** A password was shown on the connection. */
    void known(Channel channel) {
        strangers.remove(channel);
    }
}

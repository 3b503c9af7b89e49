package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.message.ReplyCheck;
import java.util.Optional;

/**
 * What the sending of one message comes with.
 *
 * @param receive the sequence that a reply runs
 * @param check looks at the reply first
 */
record Wish(Optional<String> receive, ReplyCheck check) {
    Wish(Optional<String> receive) {
        this(receive, ReplyCheck.ANY);
    }

    Wish checkedBy(ReplyCheck more) {
        return new Wish(receive, check.and(more));
    }
}

package dev.myelin.dsl.model;

import dev.myelin.dsl.SourceLocation;

/** What a file of a configuration defines and others refer to by name. */
public sealed interface Artefact
        permits Sequence,
                Proxy,
                Api,
                InboundEndpoint,
                Endpoint,
                Template,
                LocalEntry,
                MessageStore,
                MessageProcessor,
                Task {
    /** The name; empty when the file gives none. */
    String name();

    /** Where it is defined. */
    SourceLocation location();
}

package dev.myelin.engine.compiler;

import dev.myelin.dsl.Unsupported;
import dev.myelin.dsl.model.MessageStore;
import dev.myelin.engine.config.Sizes;
import dev.myelin.engine.mediator.store.StoreSettings;
import java.util.Optional;
import java.util.Set;

/** A message store: those in memory. */
final class MessageStoreCompiler {
    private static final String FAILOVER = "store.failover.message.store.name";
    private static final String GUARANTEED = "store.producer.guaranteed.delivery.enable";
    private static final String MAX_MESSAGES = "store.max.messages";
    private static final String MAX_SIZE = "store.max.size";
    private static final Set<String> KNOWN = Set.of(FAILOVER, GUARANTEED, MAX_MESSAGES, MAX_SIZE);
    private static final Set<String> IN_MEMORY = Set.of("InMemoryStore", "InMemoryMessageStore");

    private MessageStoreCompiler() {}

    /** Empty, and reported, when the store cannot be. */
    static Optional<StoreSettings> compile(MessageStore store, ArtefactBuild build) {
        String className = store.className().orElse("InMemoryStore").strip();
        if (!IN_MEMORY.contains(simpleName(className))) {
            build.unsupported(
                    store,
                    "MYL-2091",
                    "class: " + className + " (expected: org.apache.synapse.message.store.impl.memory.InMemoryStore;"
                            + " stores of other classes are not supported in this version)",
                    new Unsupported(Unsupported.Kind.STORE, simpleName(className)),
                    IN_MEMORY);
            return Optional.empty();
        }
        NamedParameters parameters = new NamedParameters(store.parameters(), build);
        parameters.expect(KNOWN, Set.of());
        boolean guaranteed =
                parameters.text(GUARANTEED).filter("true"::equalsIgnoreCase).isPresent();
        return Optional.of(new StoreSettings(
                store.name(),
                (int) parameters.number(StoreSettings.DEFAULT_MESSAGES, 1, Integer.MAX_VALUE, MAX_MESSAGES),
                size(parameters),
                parameters.text(FAILOVER).filter(name -> guaranteed)));
    }

    /** The last part of a Java name. */
    static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static long size(NamedParameters parameters) {
        String text = parameters.text(MAX_SIZE).orElse(StoreSettings.DEFAULT_SIZE);
        try {
            return Sizes.parse(text);
        } catch (IllegalArgumentException e) {
            parameters.wrong(text, "a size, such as " + StoreSettings.DEFAULT_SIZE, MAX_SIZE);
            return Sizes.parse(StoreSettings.DEFAULT_SIZE);
        }
    }
}

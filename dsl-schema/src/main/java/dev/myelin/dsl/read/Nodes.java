package dev.myelin.dsl.read;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.Artefact;
import dev.myelin.dsl.model.SynapseNode;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Walks the model. */
final class Nodes {
    private Nodes() {}

    /** Hands over every element of the project, each before those inside it. */
    static void each(Project project, Consumer<SynapseNode> visitor) {
        artefacts(project).map(SynapseNode.class::cast).forEach(node -> each(node, visitor));
    }

    /** Hands over {@code node} and every element inside it. */
    static void each(SynapseNode node, Consumer<SynapseNode> visitor) {
        visitor.accept(node);
        node.children().forEach(child -> each(child, visitor));
    }

    /** Every artefact of the project. */
    static Stream<Artefact> artefacts(Project project) {
        return Stream.<Map<String, ? extends Artefact>>of(
                        project.sequences(),
                        project.proxies(),
                        project.apis(),
                        project.templates(),
                        project.inboundEndpoints(),
                        project.endpoints(),
                        project.localEntries(),
                        project.messageStores(),
                        project.messageProcessors(),
                        project.tasks())
                .map(Map::values)
                .flatMap(Collection::stream);
    }
}

package dev.myelin.engine.compiler;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.Unsupported;
import dev.myelin.dsl.model.Mediator;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.Splitting;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.expression.ExpressionSyntaxException;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.endpoint.EndpointSettings;
import dev.myelin.engine.mediator.endpoint.SuspensionPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.camel.Processor;
import org.apache.camel.model.Block;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ToDefinition;

/** What a {@link MediatorCompiler} works with: the place in the route, expressions, names, findings. */
public final class MediatorScope {
    private final ArtefactBuild build;
    private final Block block;
    private final ProcessorDefinition<?> parent;
    private final Surroundings around;

    /**
     * What is around a place.
     *
     * @param faults the sequence that the nearest handler runs; none where nobody knows it or it runs none
     * @param rest the sequences with what follows the place, from inside to outside
     */
    record Surroundings(Optional<String> faults, List<String> rest) {
        static final Surroundings NONE = new Surroundings(Optional.empty(), List.of());

        Surroundings withFaults(Optional<String> sequence) {
            return new Surroundings(sequence, rest);
        }

        Surroundings before(String sequence) {
            List<String> all = new ArrayList<>(rest);
            all.add(0, sequence);
            return new Surroundings(faults, all);
        }
    }

    /** Adds to {@code block}; {@code parent} is the node that holds it, often the block itself. */
    MediatorScope(ArtefactBuild build, Block block, ProcessorDefinition<?> parent, Surroundings around) {
        this.build = build;
        this.block = block;
        this.parent = parent;
        this.around = around;
    }

    /** What is around this place. */
    Surroundings around() {
        return around;
    }

    /** The sequence or artefact that is compiled, as logs name it. */
    public String artefact() {
        return build.name();
    }

    /** The whole project. */
    public Project project() {
        return build.compilation().project();
    }

    /** The configuration of the engine. */
    public DeploymentConfig config() {
        return build.compilation().config();
    }

    /** What the routes work with at run time. */
    public CompileSettings settings() {
        return build.compilation().settings();
    }

    /** An id for a node, such as {@code dispatchSeq/log-2}. */
    public String id(String kind) {
        return build.id(kind);
    }

    /** Adds a node with an id of its own to the route, at the position of {@code where}. */
    public <D extends ProcessorDefinition<?>> D add(D node, String id, SynapseNode where) {
        node.setId(id);
        node.setLocation(where.location().file());
        node.setLineNumber(where.location().line());
        block.addOutput(node);
        node.setParent(parent);
        return node;
    }

    /** Adds a processor; {@code ref} and {@code description} are what the Camel XML shows of it. */
    public void process(String ref, Processor processor, String description, SynapseNode where) {
        ProcessDefinition node = new ProcessDefinition(processor);
        node.setRef(ref);
        node.setDescription(description);
        add(node, id(ref), where);
    }

    /** A scope that adds below {@code inner}, a branch of {@code node}. */
    public MediatorScope branch(Block inner, ProcessorDefinition<?> node) {
        return new MediatorScope(build, inner, node, around);
    }

    /** Compiles {@code mediators} at this place. */
    public void compile(List<Mediator> mediators) {
        for (int i = 0; i < mediators.size(); i++) {
            List<Mediator> rest = mediators.subList(i + 1, mediators.size());
            if (!rest.isEmpty() && isSplitting(mediators.get(i))) {
                split(mediators.get(i), rest);
                return;
            }
            compile(mediators.get(i));
        }
    }

    /** What follows such a mediator is a sequence of its own, which the parts may go on with. */
    private void split(Mediator mediator, List<Mediator> rest) {
        Mediator where = rest.get(0);
        String name = id("rest");
        new MediatorScope(build, block, parent, around.before(name)).compile(mediator);
        add(new ToDefinition(SequenceComponent.uri(name)), id("sequence"), where);
        new RouteBuild(build, where)
                .plain(SequenceCompiler.routeId(name), SequenceComponent.uri(name), around)
                .compile(rest);
    }

    private static boolean isSplitting(SynapseNode node) {
        return node instanceof Splitting || node.children().stream().anyMatch(MediatorScope::isSplitting);
    }

    /** A place in a sequence of its own, whose faults {@code faults} handles; where there is none, who runs it. */
    MediatorScope own(String name, Optional<String> faults, SynapseNode where) {
        RouteBuild route = new RouteBuild(build, where);
        String id = SequenceCompiler.routeId(name);
        String uri = SequenceComponent.uri(name);
        return faults.isPresent() ? route.guarded(id, uri, faults) : route.plain(id, uri);
    }

    private <M extends Mediator> void compile(M mediator) {
        build.compilation()
                .compilerOf(mediator)
                .ifPresentOrElse(
                        compiler -> compiler.compile(mediator, this),
                        () -> error(
                                mediator,
                                "MYL-2030",
                                Elements.nameOf(mediator) + ": not supported in this version",
                                "Remove it, or use another mediator"));
    }

    /** Compiles an expression; one that is wrong is reported with its text and yields empty. */
    public Optional<SynapseExpression> expression(String text, SynapseNode where) {
        return checked(text, where, () -> build.compilation().expressions().compile(text, where.namespaces()));
    }

    /** Compiles a JSONPath with or without {@code json-eval()} around it. */
    public Optional<SynapseExpression> jsonPath(String text, SynapseNode where) {
        return checked(text, where, () -> build.compilation().expressions().compileJsonPath(text));
    }

    private Optional<SynapseExpression> checked(String text, SynapseNode where, Supplier<SynapseExpression> compile) {
        try {
            return Optional.of(compile.get());
        } catch (ExpressionSyntaxException e) {
            String message = "expression: " + text + " (expected: an expression; " + e.getMessage() + ")";
            error(where, "MYL-2020", message, "");
            return Optional.empty();
        }
    }

    /** Compiles the expression of a key in braces. */
    public Optional<SynapseExpression> dynamicKey(String key, SynapseNode where) {
        String text = key.strip();
        return Reference.isDynamic(text)
                ? expression(text.substring(1, text.length() - 1).strip(), where)
                : Optional.empty();
    }

    /** A text, or the expression in braces that yields it. */
    public Optional<TextSource> text(String text, SynapseNode where) {
        return Reference.isDynamic(text)
                ? dynamicKey(text, where).map(found -> found::text)
                : Optional.of(exchange -> text);
    }

    /** A place whose faults run {@code sequence}, after which the flow ends; this place where there is none. */
    public MediatorScope guard(Optional<String> sequence, SynapseNode where) {
        return sequence.isEmpty() ? this : new RouteBuild(build, where).guard(this, id("guard"), sequence);
    }

    /** Compiles a regular expression; one that is wrong is reported and yields empty. */
    public Optional<Pattern> regex(String text, SynapseNode where) {
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            String message = "regex: " + text + " (expected: a regular expression; " + e.getDescription() + ")";
            error(where, "MYL-2021", message, "");
            return Optional.empty();
        }
    }

    /** Compiles an endpoint inside a mediator under a name of its own. */
    public Optional<EndpointSettings> endpoint(dev.myelin.dsl.model.Endpoint endpoint, String name) {
        Optional<EndpointSettings> settings = new EndpointReader(build).read(endpoint, name);
        settings.ifPresent(build::add);
        return settings;
    }

    /** Makes an endpoint under {@code name} that sends to where a message's To points. */
    void endpointByTo(String name) {
        build.add(new EndpointSettings(
                name,
                new EndpointSettings.ByTo(Optional.empty()),
                EndpointSettings.DEFAULT_TIMEOUT,
                EndpointSettings.TimeoutAction.FAULT,
                SuspensionPolicy.NEVER,
                Optional.empty(),
                Map.of()));
    }

    /** Reports what keeps the artefact from running. */
    public void error(SynapseNode where, String code, String message, String hint) {
        build.error(where, code, message, hint);
    }

    /** Reports a word that is none of {@code known}, which keeps the artefact from running. */
    public void unsupported(
            SynapseNode where, String code, String message, Unsupported missing, Collection<String> known) {
        build.unsupported(where, code, message, missing, known);
    }

    /** Reports what the artefact runs in spite of. */
    public void warning(SynapseNode where, String code, String message, String hint) {
        build.warning(where, code, message, hint);
    }
}

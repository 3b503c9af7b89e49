package dev.myelin.engine.compiler;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.Api;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.Proxy;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.dsl.model.Template;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.transport.http.ApiSettings;
import dev.myelin.engine.transport.http.ProxySettings;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compiles a checked project. Starts nothing, and never throws for what a user wrote. Reusable; not thread-safe. */
public final class ProjectCompiler {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectCompiler.class);

    private final CompileSettings settings;
    private final CamelTransports transports;

    /** A compiler of routes for the context of {@code settings}. */
    public ProjectCompiler(CompileSettings settings) {
        this(settings, CamelTransports.shipped());
    }

    /** With other transports than those of this version. */
    ProjectCompiler(CompileSettings settings, CamelTransports transports) {
        this.settings = settings;
        this.transports = transports;
    }

    /** Compiles every artefact; those with errors are left out of the result, save for their diagnostics. */
    public CompiledProject compile(Project project, DeploymentConfig config) {
        Compilation compilation = new Compilation(project, config, settings, transports);
        CompiledProject compiled = compile(project, compilation);
        return project.faulty()
                .map(faulty -> compiled.withFindings(news(faulty, config)))
                .orElse(compiled);
    }

    /** What is wrong with the artefacts that cannot run, beside what the reader has found. */
    private List<Diagnostic> news(Project.Faulty faulty, DeploymentConfig config) {
        Compilation compilation = new Compilation(faulty.all(), config, settings, transports);
        return compile(faulty.artefacts(), compilation).diagnostics().stream()
                .filter(finding -> !faulty.all().diagnostics().contains(finding))
                .filter(faulty.isNews())
                .toList();
    }

    /** Compiles {@code project}, the whole of the compilation's project or a part of it. */
    private static CompiledProject compile(Project project, Compilation compilation) {
        for (Endpoint endpoint : project.endpoints().values()) {
            ArtefactBuild build = new ArtefactBuild(compilation, endpoint.name(), endpoint.name());
            new EndpointReader(build).read(endpoint, endpoint.name()).ifPresent(build::add);
            build.finish();
        }
        for (Sequence sequence : project.sequences().values()) {
            ArtefactBuild build = new ArtefactBuild(compilation, sequence.name(), sequence.name());
            SequenceCompiler.compile(sequence, build);
            build.finish();
        }
        for (Template template : project.templates().values()) {
            ArtefactBuild build = new ArtefactBuild(compilation, template.name(), "template:" + template.name());
            TemplateCompiler.compile(template, build);
            build.finish();
        }
        List<ProxySettings> proxies = proxies(project, compilation);
        List<ApiSettings> apis = apis(project, compilation);
        MainCompiler.compile(compilation);
        Map<String, String> tiers = new LinkedHashMap<>();
        List<CompiledProject.Inbound> inbound = inbound(project, compilation, tiers);
        CompiledProject.Background background = new BackgroundCompiler(compilation).compile(project);
        new TlsCompiler(compilation).deployment();
        new TransportRoutes(compilation).compile();
        return new CompiledProject(
                List.copyOf(compilation.routes()),
                inbound,
                proxies,
                apis,
                List.copyOf(compilation.endpoints()),
                background,
                List.copyOf(compilation.found()),
                tiers);
    }

    private static List<ProxySettings> proxies(Project project, Compilation compilation) {
        List<ProxySettings> proxies = new ArrayList<>();
        for (Proxy proxy : project.proxies().values()) {
            ArtefactBuild build = new ArtefactBuild(compilation, proxy.name(), "proxy:" + proxy.name());
            ProxyCompiler.compile(proxy, build)
                    .filter(compiled -> build.finish())
                    .ifPresent(proxies::add);
        }
        return proxies;
    }

    private static List<ApiSettings> apis(Project project, Compilation compilation) {
        List<ApiSettings> apis = new ArrayList<>();
        for (Api api : project.apis().values()) {
            ArtefactBuild build = new ArtefactBuild(compilation, api.name(), "api:" + api.name());
            ApiCompiler.compile(api, build).filter(compiled -> build.finish()).ifPresent(apis::add);
        }
        return apis;
    }

    private static List<CompiledProject.Inbound> inbound(
            Project project, Compilation compilation, Map<String, String> tiers) {
        List<CompiledProject.Inbound> compiled = new ArrayList<>();
        PortCheck ports = new PortCheck(compilation.config());
        OutOnlyCheck calls = new OutOnlyCheck(compilation.project());
        Tiers choices = new Tiers(compilation);
        for (InboundEndpoint inbound : project.inboundEndpoints().values()) {
            ArtefactBuild build = new ArtefactBuild(compilation, inbound.name(), "inbound:" + inbound.name());
            CamelTransports.Inbound transport =
                    compilation.transports().inbound().get(inbound.protocol());
            if (transport != null) {
                CamelInboundCompiler.compile(inbound, transport, build);
                build.finish();
                continue;
            }
            calls.check(inbound, build);
            Optional<InboundSettings> made = InboundCompiler.compile(inbound, build);
            made.ifPresent(settings -> ports.check(settings, inbound, build));
            made.filter(settings -> build.finish()).ifPresent(settings -> {
                Tiers.Choice tier = choices.choose(inbound, settings);
                tiers.put(inbound.name(), tier.text());
                compiled.add(new CompiledProject.Inbound(
                        settings.withTier(tier.tier(), choices.chooses(inbound)),
                        inbound.protocol(),
                        inbound.sequence().orElse("main"),
                        inbound.onError(),
                        inbound.suspended()));
            });
        }
        return compiled;
    }
}

package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.EndpointGroup;
import dev.myelin.dsl.model.NamedValue;
import dev.myelin.dsl.model.Reference;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.endpoint.EndpointSettings;
import dev.myelin.engine.mediator.endpoint.EndpointSettings.Group.Choice;
import dev.myelin.engine.mediator.endpoint.SessionAffinity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Endpoints of several: {@code failover}, {@code loadbalance}, {@code recipientlist}. */
final class EndpointGroups {
    private static final String CODE = "MYL-2115";
    private static final String WEIGHT = "loadbalance.weight";
    private static final long USUAL_SESSION = 120_000;
    private static final Set<String> ALGORITHMS = Set.of(
            "org.apache.synapse.endpoints.algorithms.RoundRobin",
            "org.apache.synapse.endpoints.algorithms.WeightedRoundRobin",
            "roundRobin",
            "RoundRobin",
            "weightedRoundRobin");

    private final ArtefactBuild build;
    private final EndpointTexts texts;
    private final EndpointReader reader;

    EndpointGroups(ArtefactBuild build, EndpointTexts texts, EndpointReader reader) {
        this.build = build;
        this.texts = texts;
        this.reader = reader;
    }

    /** The group under {@code name}, its endpoints added to the build; empty, and reported, when it has none. */
    Optional<EndpointSettings.Target> read(Endpoint endpoint, EndpointGroup group, String name) {
        List<String> members = members(group, name);
        if (group instanceof EndpointGroup.RecipientList list) {
            return recipients(list, members);
        }
        if (members.isEmpty()) {
            build.error(endpoint, "MYL-2014", "endpoint: no endpoints (expected: at least one inside)", "");
            return Optional.empty();
        }
        Optional<SessionAffinity.Kind> session = endpoint.session().map(this::session);
        if (group instanceof EndpointGroup.LoadBalance balance) {
            List<Integer> weights = algorithm(balance).endsWith("eightedRoundRobin") ? weights(balance) : List.of();
            return Optional.of(
                    new EndpointSettings.Group(members, weights, Choice.ROUND, balance.failsOver(), session));
        }
        boolean dynamic = !(group instanceof EndpointGroup.Failover failover) || failover.isDynamic();
        Choice choice = dynamic ? Choice.FIRST : Choice.LAST_GOOD;
        return Optional.of(new EndpointSettings.Group(members, List.of(), choice, true, session));
    }

    private List<String> members(EndpointGroup group, String name) {
        List<String> members = new ArrayList<>();
        for (Endpoint member : group.endpoints()) {
            Optional<String> key = member.key().filter(text -> !Reference.isDynamic(text));
            if (key.isPresent()) {
                members.add(texts.withParameters(key.get()));
            } else {
                String given = texts.withParameters(member.name());
                // Names of members are no names of artefacts: two groups may have the same.
                String own = name + "/" + (members.size() + 1) + (given.isEmpty() ? "" : " " + given);
                reader.read(member, own).ifPresent(build::add);
                members.add(own);
            }
        }
        for (EndpointGroup.Member member : group.members()) {
            String own = name + "/" + (members.size() + 1) + " " + member.hostName();
            member(member).ifPresent(target -> build.add(reader.plain(own, target)));
            members.add(own);
        }
        return List.copyOf(members);
    }

    private Optional<EndpointSettings.Target> member(EndpointGroup.Member member) {
        Optional<String> host = texts.filled(member.hostName(), "hostName", member);
        Optional<String> http = port("httpPort", member.httpPort(), member);
        Optional<String> https = port("httpsPort", member.httpsPort(), member);
        return host.map(name -> new EndpointSettings.Member(name, http, https));
    }

    private Optional<String> port(String name, Optional<String> text, EndpointGroup.Member member) {
        return texts.value(name, text, member, given -> {
                    int port = Integer.parseInt(given);
                    if (port < 1 || port > 65535) {
                        throw new NumberFormatException(given);
                    }
                    return port;
                })
                .map(String::valueOf);
    }

    private Optional<EndpointSettings.Target> recipients(EndpointGroup.RecipientList list, List<String> members) {
        Optional<TextSource> found = list.recipients().flatMap(each -> texts.source(each.value(), "value", each));
        if (members.isEmpty() && list.recipients().isEmpty()) {
            String message = "recipientlist: nobody (expected: endpoints, members or <endpoints value=\"...\"/>)";
            build.error(list, "MYL-2014", message, "");
            return Optional.empty();
        }
        return Optional.of(new EndpointSettings.Recipients(members, found));
    }

    private String algorithm(EndpointGroup.LoadBalance balance) {
        String algorithm = texts.withParameters(balance.algorithm().orElse(balance.policy()));
        if (!ALGORITHMS.contains(algorithm)) {
            String message =
                    "algorithm: " + algorithm + " (expected: org.apache.synapse.endpoints.algorithms.RoundRobin"
                            + " or org.apache.synapse.endpoints.algorithms.WeightedRoundRobin)";
            build.error(balance, "MYL-2017", message, "");
        }
        return algorithm;
    }

    private List<Integer> weights(EndpointGroup.LoadBalance balance) {
        List<Integer> weights = new ArrayList<>();
        for (Endpoint member : balance.endpoints()) {
            weights.add(weight(member));
        }
        balance.members().forEach(member -> weights.add(1));
        return List.copyOf(weights);
    }

    private int weight(Endpoint member) {
        for (NamedValue property : member.properties()) {
            if (property.name().equals(WEIGHT)) {
                return texts.value(WEIGHT, property.value(), property, given -> {
                            int weight = Integer.parseInt(given);
                            if (weight < 1 || weight > 10_000) {
                                throw new NumberFormatException(given);
                            }
                            return weight;
                        })
                        .orElse(1);
            }
        }
        return 1;
    }

    private SessionAffinity.Kind session(Endpoint.Session session) {
        long idle = texts.number("sessionTimeout", session.sessionTimeout(), session, 0)
                .filter(milliseconds -> milliseconds > 0)
                .orElse(USUAL_SESSION);
        SessionAffinity.By by =
                switch (session.type()) {
                    case "soap" -> SessionAffinity.By.SERVICE_GROUP;
                    case "simpleClientSession" -> SessionAffinity.By.CLIENT_ID;
                    default -> SessionAffinity.By.COOKIE;
                };
        return new SessionAffinity.Kind(by, Duration.ofMillis(idle));
    }

    /** A session says nothing beside anything but a group. */
    void checkSession(Endpoint endpoint) {
        endpoint.session()
                .filter(session -> endpoint.group().isEmpty())
                .ifPresent(session -> build.error(
                        session,
                        CODE,
                        "session: beside no <loadbalance> (expected: <session> and <loadbalance> in one endpoint)",
                        "Add the <loadbalance> with the endpoints that sessions are kept with"));
    }
}

package dev.myelin.engine.mediator.throttle;

import dev.myelin.engine.mediator.enrich.Content;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;
import org.jspecify.annotations.Nullable;

/** Reads the WS-Policy of a {@code throttle}. Policies inside policies only group, so what counts is the order of elements. */
public final class PolicyReader {
    private static final String NAMESPACE = "http://www.wso2.org/products/wso2commons/throttle";
    private static final Set<String> ASSERTIONS = Set.of(
            "ThrottleAssertion", "MediatorThrottleAssertion", "ServiceThrottleAssertion", "ModuleThrottleAssertion");
    private static final long MILLISECOND = 1_000_000;
    private static final long MAX_MILLIS = 1L << 40;

    private final List<XdmNode> elements = new ArrayList<>();
    private final List<Rule> byAddress = new ArrayList<>();
    private final List<Rule> byDomain = new ArrayList<>();
    private int at;
    private int atOnce;
    private @Nullable Open open;

    /** What is wrong with a policy. */
    public static final class WrongPolicyException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
        private final int element;

        WrongPolicyException(int element, String message) {
            super(message);
            this.element = element;
        }

        /** The element with the fault, counted from 0 in the order in which they begin. */
        public int element() {
            return element;
        }
    }

    /** The rule whose {@code ID} was read last. */
    private static final class Open {
        private final Callers callers;
        private final boolean domain;
        private final int element;
        private Rule.@Nullable Limit limit;
        private int count;
        private long unit;
        private long prohibit;
        private boolean allowed;

        Open(Callers callers, boolean domain, int element) {
            this.callers = callers;
            this.domain = domain;
            this.element = element;
        }
    }

    private PolicyReader() {}

    /** The limits of a policy; throws {@link WrongPolicyException} for one that is wrong. */
    public static Limits read(String xml) {
        return new PolicyReader().all(xml);
    }

    private Limits all(String xml) {
        try {
            Content.elements(xml.strip()).forEach(this::collect);
        } catch (Fault notXml) {
            throw new WrongPolicyException(0, "policy: (expected: XML; " + notXml.message() + ")");
        }
        requireAssertion();
        for (at = 0; at < elements.size(); at++) {
            one(elements.get(at));
        }
        close();
        return new Limits(atOnce, byAddress, byDomain, System::nanoTime);
    }

    private void collect(XdmNode element) {
        elements.add(element);
        Envelopes.elements(element).forEach(this::collect);
    }

    private void requireAssertion() {
        int likely = 0;
        for (int i = 0; i < elements.size(); i++) {
            boolean named = ASSERTIONS.contains(elements.get(i).getNodeName().getLocalName());
            if (named && isOurs(elements.get(i))) {
                return;
            }
            likely = named ? i : likely;
        }
        throw new WrongPolicyException(
                likely,
                "policy: no assertion (expected: a MediatorThrottleAssertion of the namespace " + NAMESPACE + ")");
    }

    private static boolean isOurs(XdmNode element) {
        return NAMESPACE.equals(element.getNodeName().getNamespaceUri().toString());
    }

    private void one(XdmNode element) {
        if (!isOurs(element)) {
            return;
        }
        switch (element.getNodeName().getLocalName()) {
            case "MaximumConcurrentAccess" -> atOnce = (int) number(element, 1, Integer.MAX_VALUE);
            case "ID" -> open(element);
            case "Allow" -> rule(element).limit = new Rule.Allow();
            case "Deny" -> rule(element).limit = new Rule.Deny();
            case "MaximumCount" -> rule(element).count = (int) number(element, 1, Integer.MAX_VALUE);
            case "UnitTime" -> rule(element).unit = number(element, 1, MAX_MILLIS);
            case "ProhibitTimePeriod" -> prohibit(element);
            case "IsAllow" -> isAllow(element);
            case "Control" -> {}
            default -> unknown(element);
        }
    }

    /** It is optional, and some files have it with nothing in it. */
    private void prohibit(XdmNode element) {
        Open rule = rule(element);
        rule.prohibit = element.getStringValue().isBlank() ? 0 : number(element, 0, MAX_MILLIS);
    }

    /** The old form: true beside a count means that the count counts. */
    private void isAllow(XdmNode element) {
        Open rule = rule(element);
        rule.allowed = element.getStringValue().strip().equalsIgnoreCase("true");
        rule.limit = rule.allowed ? rule.limit : new Rule.Deny();
    }

    private void unknown(XdmNode element) {
        String name = element.getNodeName().getLocalName();
        if (!ASSERTIONS.contains(name)) {
            throw wrong(name + ": (expected: ID, Control, Allow, Deny, MaximumCount, UnitTime, ProhibitTimePeriod or"
                    + " MaximumConcurrentAccess)");
        }
    }

    private void open(XdmNode element) {
        close();
        String type = Optional.ofNullable(element.getAttributeValue(new QName(NAMESPACE, "type")))
                .or(() -> Optional.ofNullable(element.getAttributeValue(new QName("type"))))
                .orElse("IP");
        if (!type.equalsIgnoreCase("IP") && !type.equalsIgnoreCase("DOMAIN")) {
            throw wrong("type: " + type + " (expected: IP or DOMAIN)");
        }
        try {
            open = new Open(Callers.parse(element.getStringValue()), type.equalsIgnoreCase("DOMAIN"), at);
        } catch (IllegalArgumentException e) {
            throw wrong("ID: " + element.getStringValue().strip() + " (expected: " + e.getMessage() + ")");
        }
    }

    private Open rule(XdmNode element) {
        if (open == null) {
            throw wrong(element.getNodeName().getLocalName() + ": (expected: an ID before it)");
        }
        return open;
    }

    /** The rule is complete: another one begins, or the policy ends. */
    private void close() {
        Open rule = open;
        if (rule == null) {
            return;
        }
        if (rule.limit == null && rule.allowed && rule.count == 0 && rule.unit == 0) {
            rule.limit = new Rule.Allow();
        }
        if (rule.limit == null && (rule.count == 0 || rule.unit == 0)) {
            throw new WrongPolicyException(
                    rule.element, "ID: no limit (expected: MaximumCount and UnitTime, or Allow, or Deny)");
        }
        Rule.Limit limit = rule.limit == null
                ? new Rule.Rate(rule.count, rule.unit * MILLISECOND, rule.prohibit * MILLISECOND)
                : rule.limit;
        (rule.domain ? byDomain : byAddress).add(new Rule(rule.callers, limit));
        open = null;
    }

    private long number(XdmNode element, long least, long most) {
        String text = element.getStringValue().strip();
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Reported below, as a number out of range is.
        }
        String name = element.getNodeName().getLocalName();
        throw wrong(name + ": " + text + " (expected: a whole number from " + least + ")");
    }

    private WrongPolicyException wrong(String message) {
        return new WrongPolicyException(at, message);
    }
}

package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.ClassMediator.Value;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.mediator.custom.ClassMediator;
import dev.myelin.engine.mediator.custom.ClassMediator.Target;
import dev.myelin.engine.mediator.custom.MediationClass;
import dev.myelin.engine.mediator.custom.MediationClass.Setter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** {@code <class>}: the class is found and its constant properties are set here, once. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class ClassCompiler implements MediatorCompiler<dev.myelin.dsl.model.ClassMediator> {
    private static final String UNUSABLE = "MYL-2073";

    @Override
    public Class<dev.myelin.dsl.model.ClassMediator> type() {
        return dev.myelin.dsl.model.ClassMediator.class;
    }

    @Override
    public void compile(dev.myelin.dsl.model.ClassMediator mediator, MediatorScope scope) {
        String name = mediator.name();
        CamelContext context = scope.settings().context();
        try {
            Optional<MediationClass> found = name.isEmpty()
                    ? Optional.empty()
                    : MediationClass.find(name, context.getApplicationContextClassLoader());
            if (found.isEmpty()) {
                missing(mediator, scope);
            }
            Optional<Target> target = found.flatMap(type -> target(type, mediator, scope));
            if (target.isPresent() == found.isPresent()) {
                scope.process("class", new ClassMediator(name, target, Workers.of(context)), "class " + name, mediator);
            }
        } catch (IllegalArgumentException unusable) {
            scope.error(mediator, UNUSABLE, "class: " + unusable.getMessage(), "");
        }
    }

    private static void missing(dev.myelin.dsl.model.ClassMediator mediator, MediatorScope scope) {
        boolean synapse = mediator.name().startsWith("org.apache.synapse.")
                || mediator.name().startsWith("org.wso2.");
        scope.warning(
                mediator,
                "MYL-2072",
                "class: " + mediator.name() + " (expected: a class of a jar in lib/)",
                synapse
                        ? "Classes of Synapse and MI are not there: use a mediator of the language"
                        : "A class written for MI must implement dev.myelin.engine.mediator.spi.Mediation in place of"
                                + " AbstractMediator. Without the class a message that gets here is a fault (500000)");
    }

    private static Optional<Target> target(
            MediationClass type, dev.myelin.dsl.model.ClassMediator mediator, MediatorScope scope) {
        Map<Setter, String> constants = new LinkedHashMap<>();
        Map<Setter, TextSource> expressions = new LinkedHashMap<>();
        for (Value property : mediator.properties()) {
            Setter setter = type.setter(property.name());
            if (property.expression().isEmpty()) {
                constants.put(setter, property.value());
            } else {
                scope.expression(property.expression().get(), property)
                        .ifPresent(found -> expressions.put(setter, found::text));
            }
        }
        boolean complete =
                constants.size() + expressions.size() == mediator.properties().size();
        return complete
                ? Optional.of(new Target(type, constants, expressions, type.create(constants)))
                : Optional.empty();
    }
}

package dev.myelin.engine.mediator.script;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import groovy.lang.Binding;
import groovy.lang.GroovyClassLoader;
import groovy.lang.MissingMethodException;
import groovy.lang.Script;
import groovy.transform.ConditionalInterrupt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.tools.GeneralUtils;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.MethodClosure;
import org.codehaus.groovy.syntax.SyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A compiled Groovy script. Unlike JavaScript it can do whatever Java can: its text is trusted as a class in {@code lib/} is.
 * Time and memory are limited all the same, so that a mistake does not take the engine with it.
 */
public final class GroovyScript implements MessageScript<GroovyScript> {
    /** Where Groovy 3 and older, for which scripts were written, had what Groovy 4 has in {@code groovy.xml}. */
    private static final Pattern OLD_PACKAGE =
            Pattern.compile("\\bgroovy\\.util\\.(XmlSlurper|XmlParser|slurpersupport)\\b");

    private static final String FILE = "MediatorScript.groovy";

    private final String name;
    private final Class<? extends Script> type;

    private GroovyScript(String name, Class<? extends Script> type) {
        this.name = name;
        this.type = type;
    }

    /**
     * Compiles a script.
     *
     * @param lib where its classes are looked up
     * @throws IllegalArgumentException when it is wrong; the message says where
     */
    public static GroovyScript compile(String name, String text, ClassLoader lib) {
        String known = OLD_PACKAGE.matcher(text).replaceAll("groovy.xml.$1");
        try (GroovyClassLoader loader = new GroovyClassLoader(lib, configuration())) {
            Class<?> type = loader.parseClass(known, FILE);
            if (!Script.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException("(expected: statements or functions, not only a class)");
            }
            return new GroovyScript(name, type.asSubclass(Script.class));
        } catch (MultipleCompilationErrorsException wrong) {
            throw new IllegalArgumentException(first(wrong), wrong);
        } catch (CompilationFailedException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompilerConfiguration configuration() {
        CompilerConfiguration configuration = new CompilerConfiguration();
        ImportCustomizer imports = new ImportCustomizer();
        imports.addImports("groovy.xml.XmlSlurper", "groovy.xml.XmlParser");
        configuration.addCompilationCustomizers(imports, limits());
        return configuration;
    }

    /** Puts the question whether the limits are reached into loops, closures and methods. */
    private static ASTTransformationCustomizer limits() {
        ClosureExpression areReached = GeneralUtils.closureX(
                GeneralUtils.stmt(GeneralUtils.callX(ClassHelper.make(GroovyLimits.class), "areReached")));
        areReached.setVariableScope(new VariableScope());
        return new ASTTransformationCustomizer(
                Map.of("value", areReached, "thrown", GroovyLimits.Stopped.class), ConditionalInterrupt.class);
    }

    private static String first(MultipleCompilationErrorsException wrong) {
        if (wrong.getErrorCollector().getError(0) instanceof SyntaxErrorMessage message) {
            SyntaxException cause = message.getCause();
            return cause.getOriginalMessage() + " (line " + cause.getStartLine() + ")";
        }
        return String.valueOf(wrong.getMessage());
    }

    @Override
    public boolean run(List<GroovyScript> before, Optional<String> function, Run run) {
        AtomicReference<@Nullable Object> yielded = new AtomicReference<>();
        try {
            GroovyLimits.within(run.limit(), () -> yielded.set(execute(before, function, run)));
            return !Boolean.FALSE.equals(yielded.get());
        } catch (GroovyLimits.Stopped stopped) {
            throw Fault.of(ErrorCode.MEDIATION, name + ": " + stopped.getMessage());
        }
    }

    private @Nullable Object execute(List<GroovyScript> before, Optional<String> function, Run run) {
        GroovyMessage mc = new GroovyMessage(run);
        Binding scope = new Binding();
        scope.setVariable("mc", mc);
        try (LogLines out = new LogLines(run.log())) {
            scope.setVariable("out", out);
            for (GroovyScript each : before) {
                Script script = each.script(scope);
                script.run();
                each.share(script, scope);
            }
            Script script = script(scope);
            @Nullable Object yielded = script.run();
            return function.isPresent() ? call(script, function.get(), mc) : yielded;
        } catch (Fault known) {
            throw known;
        } catch (Exception | AssertionError | LinkageError broken) {
            // Groovy throws checked exceptions without saying so.
            throw fault(broken);
        }
    }

    private Script script(Binding scope) {
        return InvokerHelper.createScript(type, scope);
    }

    /** Lets the functions of a script be called from those after it. */
    private void share(Script script, Binding scope) {
        for (Method method : type.getDeclaredMethods()) {
            int kind = method.getModifiers();
            if (Modifier.isPublic(kind) && !Modifier.isStatic(kind) && !method.isSynthetic()) {
                scope.setVariable(method.getName(), new MethodClosure(script, method.getName()));
            }
        }
    }

    private @Nullable Object call(Script script, String function, GroovyMessage mc) {
        try {
            return script.invokeMethod(function, mc);
        } catch (MissingMethodException none) {
            if (none.getMethod().equals(function)) {
                throw Fault.of(ErrorCode.MEDIATION, name + ": function " + function + " (expected: one of the script)");
            }
            throw none;
        }
    }

    private Fault fault(Throwable broken) {
        String line = "";
        for (StackTraceElement each : broken.getStackTrace()) {
            if (line.isEmpty() && FILE.equals(each.getFileName()) && each.getLineNumber() > 0) {
                line = " (line " + each.getLineNumber() + ")";
            }
        }
        String text = broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
        return Fault.of(ErrorCode.MEDIATION, name + ": " + text + line);
    }
}

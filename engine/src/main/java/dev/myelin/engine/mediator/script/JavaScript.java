package dev.myelin.engine.mediator.script;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;
import org.mozilla.javascript.WrappedException;

/** A compiled JavaScript. Thread-safe: each run has a scope of its own over the same sealed standard objects. */
public final class JavaScript implements MessageScript<JavaScript> {
    private static final Sandbox SANDBOX = new Sandbox();

    private final String name;
    private final Script script;

    private JavaScript(String name, Script script) {
        this.name = name;
        this.script = script;
    }

    private static final class Shared {
        static final ScriptableObject STANDARD = SANDBOX.call(context -> {
            // Sealed: a script cannot leave anything behind in them for the next.
            ScriptableObject standard = context.initSafeStandardObjects(null, true);
            return standard;
        });
        static final Scriptable MESSAGE = SANDBOX.call(context -> MessageObject.prototype(STANDARD));
    }

    /**
     * Compiles a script.
     *
     * @throws IllegalArgumentException when it is wrong; the message says where
     */
    public static JavaScript compile(String name, String text) {
        try {
            Script script = SANDBOX.call(context -> context.compileString(text, name, 1, null));
            return new JavaScript(name, script);
        } catch (EvaluatorException wrong) {
            throw new IllegalArgumentException(wrong.details() + " (line " + wrong.lineNumber() + ")", wrong);
        }
    }

    @Override
    public boolean run(List<JavaScript> before, Optional<String> function, Run run) {
        try {
            return SANDBOX.call(context -> {
                Sandbox.limit(context, run.limit());
                Scriptable scope = context.newObject(Shared.STANDARD);
                scope.setPrototype(Shared.STANDARD);
                scope.setParentScope(null);
                Scriptable mc = MessageObject.of(run, Shared.MESSAGE, scope);
                ScriptableObject.putProperty(scope, "mc", mc);
                ScriptableObject.putProperty(scope, "print", print(run, scope));
                before.forEach(each -> each.script.exec(context, scope, scope));
                Object yielded = script.exec(context, scope, scope);
                return !Boolean.FALSE.equals(function.isEmpty() ? yielded : call(function.get(), mc, context, scope));
            });
        } catch (RhinoException broken) {
            throw fault(broken);
        } catch (Sandbox.Stopped stopped) {
            throw Fault.of(ErrorCode.MEDIATION, name + ": " + stopped.getMessage());
        }
    }

    /** What the engines of MI have beside the standard: it writes to the log of the artefact. */
    private static Function print(Run run, Scriptable scope) {
        return new LambdaFunction(scope, "print", 1, (context, own, self, arguments) -> {
            run.log()
                    .info("{}", Arrays.stream(arguments).map(ScriptValues::text).collect(Collectors.joining(" ")));
            return Undefined.instance;
        });
    }

    private Object call(String function, Scriptable mc, Context context, Scriptable scope) {
        if (ScriptableObject.getProperty(scope, function) instanceof Function found) {
            return found.call(context, scope, scope, new Object[] {mc});
        }
        throw Fault.of(ErrorCode.MEDIATION, name + ": function " + function + " (expected: one of the script)");
    }

    private Fault fault(RhinoException broken) {
        if (broken instanceof WrappedException wrapped && wrapped.getWrappedException() instanceof Fault known) {
            return known;
        }
        int line = broken.lineNumber();
        return Fault.of(ErrorCode.MEDIATION, name + ": " + broken.details() + (line > 0 ? " (line " + line + ")" : ""));
    }
}

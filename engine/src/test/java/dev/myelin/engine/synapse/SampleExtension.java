package dev.myelin.engine.synapse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Finds the file of a sample, gives the test its run, and writes down what came out. */
final class SampleExtension implements ExecutionCondition, ParameterResolver, AfterEachCallback {
    private static final Namespace OURS = Namespace.create(SampleExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<SynapseSample> sample = sample(context);
        if (sample.isEmpty()) {
            return ConditionEvaluationResult.enabled("no sample");
        }
        Path file = file(sample.get());
        return Files.isRegularFile(file)
                ? ConditionEvaluationResult.enabled(file.toString())
                : ConditionEvaluationResult.disabled(
                        file + " is not there: set -Dmyelin.corpus to the folder of real configurations");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SampleRun.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SynapseSample sample = sample(context).orElseThrow();
        return context.getStore(OURS)
                .getOrComputeIfAbsent(
                        SampleRun.class,
                        type -> SampleRun.prepare(file(sample), !sample.from().startsWith("apache")),
                        SampleRun.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        SampleRun run = context.getStore(OURS).remove(SampleRun.class, SampleRun.class);
        if (run != null) {
            run.close();
        }
        sample(context).ifPresent(sample -> SampleReport.add(sample, context.getExecutionException()));
    }

    private static Optional<SynapseSample> sample(ExtensionContext context) {
        return context.getTestMethod().map(method -> method.getAnnotation(SynapseSample.class));
    }

    private static Path file(SynapseSample sample) {
        String folder = System.getProperty("myelin.corpus", "../../shared/corpus");
        return Path.of(folder, sample.from() + sample.value() + ".xml");
    }
}

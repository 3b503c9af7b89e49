package dev.myelin.engine.message;

import java.util.Set;
import net.sf.saxon.Configuration;
import net.sf.saxon.lib.EnvironmentVariableResolver;
import net.sf.saxon.lib.ErrorReporter;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.trans.XPathException;
import org.jspecify.annotations.Nullable;

/**
 * Saxon for expressions, stylesheets and queries, which may come from anywhere: no files, no network, no Java, no
 * environment.
 */
final class ClosedSaxon {
    /** Of one match of a regular expression. */
    private static final int MAX_BACKTRACKS = 1_000_000;

    private ClosedSaxon() {}

    static Processor processor() {
        Processor processor = new Processor(false);
        Configuration own = processor.getUnderlyingConfiguration();
        own.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
        own.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "");
        own.setConfigurationProperty(Feature.REGEX_BACKTRACKING_LIMIT, MAX_BACKTRACKS);
        own.setConfigurationProperty(Feature.ENVIRONMENT_VARIABLE_RESOLVER, new NoEnvironment());
        // By default each evaluation opens a writer to standard error; what is wrong comes as an exception as well.
        ErrorReporter silent = error -> {};
        own.setErrorReporterFactory(configuration -> silent);
        own.setResourceResolver(request -> {
            throw new XPathException(request.uri + ": nothing outside of the message can be read");
        });
        own.setUnparsedTextURIResolver((uri, encoding, configuration) -> {
            throw new XPathException(uri + ": nothing outside of the message can be read");
        });
        own.setCollectionFinder((context, uri) -> {
            throw new XPathException(uri + ": nothing outside of the message can be read");
        });
        return processor;
    }

    private static final class NoEnvironment implements EnvironmentVariableResolver {
        @Override
        public Set<String> getAvailableEnvironmentVariables() {
            return Set.of();
        }

        @Override
        public @Nullable String getEnvironmentVariable(String name) {
            return null;
        }
    }
}

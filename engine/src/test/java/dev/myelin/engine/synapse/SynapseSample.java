package dev.myelin.engine.synapse;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of a sample; its parameter is the {@link SampleRun}. The folder of real configurations is {@code
 * -Dmyelin.corpus=FOLDER}, or {@code ../shared/corpus} beside the project; without it the test is skipped. What comes out
 * stands in {@code target/synapse-samples.md}.
 */
@Test
@ExtendWith(SampleExtension.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface SynapseSample {
    /** The folder of the samples of Apache Synapse. */
    String APACHE = "apache-synapse/repository/conf/sample/synapse_sample_";

    /** Further ones from its tests. */
    String APACHE_TESTS = "apache-synapse-tests/modules/integration/src/test/resources/extras/synapse_sample_";

    /** The folder of the samples of WSO2's Synapse. */
    String WSO2 = "wso2-synapse/repository/conf/sample/synapse_sample_";

    /** The number of the sample: its file is {@code synapse_sample_VALUE.xml} of {@link #from}. */
    String value();

    /** The beginning of the path of the file. */
    String from() default APACHE;

    /** What the sample is about, and is checked. */
    String shows();
}

/**
 * The samples of Apache Synapse, run for real: each test starts an engine with the file of one sample as it stands, sends
 * what the documentation of the sample sends, and looks at what the sample is about. Start reading at {@link
 * dev.myelin.engine.synapse.SynapseSample}.
 */
@NullMarked
package dev.myelin.engine.synapse;

import org.jspecify.annotations.NullMarked;

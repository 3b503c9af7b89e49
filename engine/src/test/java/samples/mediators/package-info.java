/** The Java class that a sample of Apache Synapse names, written for Myelin. */
@NullMarked
package samples.mediators;

import org.jspecify.annotations.NullMarked;

/**
 * Folds the log into the read model. A projector is a deterministic function of the log: no clock, no chance, nothing but
 * its tables.
 */
@NullMarked
package connectly.projectors;

import org.jspecify.annotations.NullMarked;

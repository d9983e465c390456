/** What can be asked of the read model, one package a topic. Every query says itself who may see its answer. */
@NullMarked
package connectly.query;

import org.jspecify.annotations.NullMarked;

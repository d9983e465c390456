@NullMarked
package connectly.bench.chat;

import org.jspecify.annotations.NullMarked;

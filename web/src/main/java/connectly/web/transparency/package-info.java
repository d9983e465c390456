/** The log as everybody may see it: hashes and signatures by which outsiders verify that its past never changes. */
@NullMarked
package connectly.web.transparency;

import org.jspecify.annotations.NullMarked;

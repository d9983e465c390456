/** What can be asked of the chat, one package a use case, and how a decision is made and written. */
@NullMarked
package connectly.handlers;

import org.jspecify.annotations.NullMarked;

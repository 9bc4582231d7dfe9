/**
 * People and monitors that hear of a run: mail, chats, webhooks, commands and heartbeats. Whoever cannot be reached is
 * tried again and then told by an {@link io.restoreverifier.outlet.OutletException}. An address is a secret here: of a
 * URL no message ever shows more than its host.
 */
@NullMarked
package io.restoreverifier.outlet.notify;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: EPL-2.0
package org.keywright.console;

import java.time.Duration;
import java.time.Instant;
import org.keywright.transport.Endpoint;

/**
 * One exchange on a link in words, as {@code apdu:trace} shows it: names of commands and tags,
 * values that are not secret, lengths of all others.
 *
 * @param at when it ended
 * @param endpoint where
 * @param command what was asked
 * @param content the data of the command; may be empty
 * @param answer the data of the answer; may be empty
 * @param status the status word and its meaning, or that there was no answer
 * @param failed whether no answer came, or the module refused
 * @param took how long it took
 * @param sentence all of it in one line, but for the moment
 */
public record Exchange(
    Instant at,
    Endpoint endpoint,
    String command,
    String content,
    String answer,
    String status,
    boolean failed,
    Duration took,
    String sentence) {}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A group of console commands; register it as an OSGi service with {@link CommandScope}, and its
 * commands are there while the service is.
 *
 * <p>Each command is a public method with {@link Command}. Its parameters are annotated with {@link
 * Argument} or {@link Option}, or are of type {@link Console}. Words are turned into the
 * parameter's type: {@code String}, {@code boolean} (an option without a value), {@code int},
 * {@code long}, {@code Path} (resolved against the caller's folder), an enum (in lower case, with
 * hyphens), any type with a static method {@code parse} or {@code ofHex} of one {@code String},
 * {@link Block}; and {@code Optional} or {@code List} of these. An argument that is a {@code List}
 * takes all words that are left; an option that is a {@code List} may be given again.
 *
 * <p>A method returns what it has to say (a record, a list of records, an {@link Outcome}, text, or
 * null) and throws what went wrong; it prints nothing. The service is not asked for before one of
 * its commands is. Commands may run on any thread, at most one per session at a time.
 */
@ConsumerType
public interface CommandGroup {}

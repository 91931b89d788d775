// SPDX-License-Identifier: EPL-2.0
/**
 * Card readers and the cards in them, by the platform's PC/SC service.
 *
 * <p>Links to cards are opened like all others, by endpoints of the scheme {@code pcsc}. What is
 * here beside that is for people who look after readers: read {@link
 * org.keywright.transport.pcsc.CardReaders}.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.keywright.transport.pcsc;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

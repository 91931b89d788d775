// SPDX-License-Identifier: EPL-2.0
/**
 * The registry of suites: {@link org.keywright.crypto.internal.PluggedSuites} keeps what the
 * service registry brings, {@link org.keywright.crypto.internal.FencedSuite} stands between a
 * provider's code and its callers.
 */
@NullMarked
package org.keywright.crypto.internal;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: EPL-2.0
/**
 * The registries of suites and rules: {@link org.keywright.crypto.internal.PluggedSuites} and
 * {@link org.keywright.crypto.internal.PluggedRules} keep what the service registry brings, {@link
 * org.keywright.crypto.internal.FencedSuite} and {@link org.keywright.crypto.internal.FencedRule}
 * stand between a provider's code and its callers.
 */
@NullMarked
package org.keywright.crypto.internal;

import org.jspecify.annotations.NullMarked;

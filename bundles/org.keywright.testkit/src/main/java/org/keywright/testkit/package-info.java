// SPDX-License-Identifier: EPL-2.0
/**
 * What a plug-in or a module must hold, as tests that its vendor extends and runs with JUnit: a
 * transport ({@link org.keywright.testkit.TransportContract}), a suite ({@link
 * org.keywright.testkit.AlgorithmContract}), a diversification rule ({@link
 * org.keywright.testkit.RuleContract}), and a module of any role ({@link
 * org.keywright.testkit.UnitContract}), a security module before it has an identity ({@link
 * org.keywright.testkit.SecurityModuleContract}), one that takes keys ({@link
 * org.keywright.testkit.SecondUnitContract}) or one that is paired with hosts ({@link
 * org.keywright.testkit.RemovableModuleContract}).
 *
 * <p>A contract asks its subclass for what it needs and has no other settings. What a vendor's part
 * cannot do is an empty {@code Optional}, and the tests of it are skipped by name. Each of these
 * contracts is held by Keywright's own transports, suites and units too.
 */
@NullMarked
@Export
@Version("1.1.0")
package org.keywright.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

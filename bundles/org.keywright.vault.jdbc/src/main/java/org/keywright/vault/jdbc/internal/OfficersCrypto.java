// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

/**
 * What a vault with officers works with.
 *
 * @param signingIn tries passphrases
 * @param appointing makes what they open
 * @param shares parts the roots key
 */
record OfficersCrypto(SigningIn signingIn, Appointing appointing, RootsShares shares) {}

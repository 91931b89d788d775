// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

/**
 * Who asks for what, on what, and what for.
 *
 * @param actor who asks: the officer who is signed in, or the account's name in a vault for one
 *     person
 * @param verb the act's name, the same as the console command's where there is one
 * @param subject on what: a key set, a key, a device list
 * @param purpose what for, in words; may be empty
 */
public record Act(String actor, String verb, String subject, String purpose) {}

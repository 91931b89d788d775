// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony;

import org.keywright.crypto.Bytes;

/**
 * The minutes of a ceremony in two forms, each with a signature as its last line.
 *
 * @param json for programs, and for comparing
 * @param pdf for people, with lines to sign on
 * @param fingerprint of the key that signed both
 */
public record SignedMinutes(Bytes json, Bytes pdf, Bytes fingerprint) {}

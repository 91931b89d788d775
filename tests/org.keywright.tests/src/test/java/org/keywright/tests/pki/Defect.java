// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pki;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.pki.ChainFault;

/**
 * Something that has to be refused.
 *
 * @param name what is wrong with it
 * @param fault the cause that has to be named
 * @param encoded the certificate, or the chain, the one that it is about first
 */
public record Defect(String name, ChainFault fault, Bytes encoded) {
  @Override
  public String toString() {
    return name + ": " + fault;
  }
}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.util.function.Function;
import org.keywright.vault.Grant;
import org.keywright.vault.VaultException;

/** Acts of which the vault itself logs how they ended: with some words, or with why they failed. */
final class Acting {
  private Acting() {}

  /** What is done under a grant. */
  @FunctionalInterface
  interface Doing<T> {
    T with(Grant grant) throws VaultException;
  }

  /** Does something under a grant, which ends with it. */
  static <T> T under(Grant granted, Doing<T> doing, Function<T, String> words)
      throws VaultException {
    try (Grant grant = granted) {
      try {
        T made = doing.with(grant);
        grant.succeeded(words.apply(made));
        return made;
      } catch (VaultException e) {
        grant.failed(String.valueOf(e.getMessage()));
        throw e;
      }
    }
  }
}

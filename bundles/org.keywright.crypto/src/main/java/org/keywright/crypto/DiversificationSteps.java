// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import org.osgi.annotation.versioning.ProviderType;

/** Is told what a rule does, step by step. For one call, on its thread. */
@ProviderType
public interface DiversificationSteps {
  /** Listens to nothing. */
  DiversificationSteps NONE =
      new DiversificationSteps() {
        @Override
        public void data(String what, byte[] data) {
          // nobody asked
        }

        @Override
        public void key(String what, Key key) {
          // nobody asked
        }
      };

  /** A value that is not secret: anybody with the input can compute it without the master key. */
  void data(String what, byte[] data);

  /** A key on the way, or at the end; it is shown by its check value alone and stays the rule's. */
  void key(String what, Key key) throws KeyException;
}

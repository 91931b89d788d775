// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.swt.widgets.Control;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.model.Secrets;

/**
 * Asks the person before the window for each secret that a statement wants, in a dialog of its own.
 *
 * @param owner over whose window it is asked
 */
public record AskedSecrets(Control owner) implements Secrets {
  @Override
  public KeyMaterial ask(String what, boolean twice) throws InterruptedException {
    var answer = new CompletableFuture<Optional<KeyMaterial>>();
    owner
        .getDisplay()
        .asyncExec(
            () -> {
              var typed = SecretDialog.ask(owner.getShell(), what, twice);
              if (!answer.complete(typed)) {
                typed.ifPresent(KeyMaterial::close);
              }
            });
    try {
      return answer.get().orElseThrow(InterruptedException::new);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      answer.cancel(false);
    }
  }
}

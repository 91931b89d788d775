// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.keywright.claims.ClaimResult;
import org.keywright.claims.Claims;
import org.keywright.claims.spi.ClaimProofs;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Runs the proofs that are in the service registry. */
@Component
public final class PluggedClaims implements Claims {
  private final List<ClaimProofs> providers = new CopyOnWriteArrayList<>();

  /** Made by the component runtime, or by a test that binds proofs itself. */
  public PluggedClaims() {
    // nothing to do: proofs come by bindProofs
  }

  /** Takes proofs in. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "unbindProofs")
  public void bindProofs(ClaimProofs proofs) {
    providers.add(proofs);
  }

  /** Lets proofs go. */
  public void unbindProofs(ClaimProofs proofs) {
    providers.remove(proofs);
  }

  @Override
  public List<String> ids() {
    return proofs().stream().map(ClaimProofs.ClaimProof::id).toList();
  }

  @Override
  public List<ClaimResult> run(List<String> selection, Consumer<ClaimResult> each) {
    var all = proofs();
    for (String wanted : selection) {
      if (all.stream().noneMatch(p -> names(wanted, p.id()))) {
        throw new IllegalArgumentException(
            "'%s' is no claim; there are %s"
                .formatted(
                    wanted,
                    all.stream().map(ClaimProofs.ClaimProof::id).collect(Collectors.joining(" "))));
      }
    }
    var results = new ArrayList<ClaimResult>();
    for (var proof : all) {
      if (selection.isEmpty() || selection.stream().anyMatch(s -> names(s, proof.id()))) {
        var result = prove(proof);
        results.add(result);
        each.accept(result);
      }
    }
    return results;
  }

  private static ClaimResult prove(ClaimProofs.ClaimProof proof) {
    long begun = System.nanoTime();
    boolean holds = true;
    String observation;
    try {
      observation = proof.trial().prove();
    } catch (Exception e) {
      // Whatever goes wrong in a proof is a claim that was not seen to hold.
      holds = false;
      String message = e.getMessage();
      observation = message == null ? e.getClass().getSimpleName() : message;
    }
    var took = Duration.ofNanos(System.nanoTime() - begun);
    return new ClaimResult(proof.id(), proof.statement(), holds, observation, took);
  }

  private static boolean names(String wanted, String id) {
    return id.equalsIgnoreCase(wanted)
        || (wanted.length() == 1 && id.substring(0, 1).equalsIgnoreCase(wanted));
  }

  private List<ClaimProofs.ClaimProof> proofs() {
    return providers.stream()
        .flatMap(p -> p.proofs().stream())
        .sorted(
            Comparator.comparingInt((ClaimProofs.ClaimProof p) -> p.id().charAt(0))
                .thenComparing(p -> p.id().contains("."))
                .thenComparingInt(p -> Integer.parseInt(p.id().replaceAll("\\D", ""))))
        .toList();
  }
}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.keywright.claims.spi.ClaimProofs;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.crypto.spi.SuiteProvider;
import org.keywright.transport.sim.Simulator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The proofs of the download protocol: claims D1 to D23 and three rows of the description. */
@Component(service = ClaimProofs.class)
public final class DownloadProofs implements ClaimProofs {
  private final List<ClaimProof> proofs = new ArrayList<>();

  /** Makes the proofs; the suite that counts comes and goes by the service registry. */
  @Activate
  public DownloadProofs(
      BundleContext context,
      @Reference Simulator simulator,
      @Reference Suites suites,
      @Reference Keys keys) {
    this(
        Bench.simulated(simulator),
        suites,
        keys,
        provider -> context.registerService(SuiteProvider.class, provider, null)::unregister);
  }

  /** Makes the proofs on simulated units without a framework. */
  public DownloadProofs(
      Simulator simulator, Suites suites, Keys keys, Function<SuiteProvider, Runnable> plug) {
    this(Bench.simulated(simulator), suites, keys, plug);
  }

  /**
   * Makes the proofs without a framework.
   *
   * @param bench where their units come from
   * @param plug brings a suite into the program and returns what takes it away again
   */
  public DownloadProofs(
      Bench bench, Suites suites, Keys keys, Function<SuiteProvider, Runnable> plug) {
    var stage = new Stage(bench, suites, keys, plug);
    var transfer = new TransferClaims();
    proofs.addAll(transfer.on(stage));
    proofs.addAll(new IntegrityClaims().on(stage));
    proofs.addAll(new MemoryClaims().on(stage));
    proofs.addAll(new CommandClaims(transfer).on(stage));
  }

  @Override
  public List<ClaimProof> proofs() {
    return List.copyOf(proofs);
  }
}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.internal;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keywright.crypto.KeyException;
import org.keywright.engine.JobException;
import org.keywright.engine.Jobs;
import org.keywright.engine.RunningJob;
import org.keywright.engine.spi.JobOrder;
import org.keywright.engine.spi.JobRunner;
import org.keywright.engine.spi.JobWork;
import org.keywright.vault.Grant;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobState;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.VaultObserver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Runs jobs on virtual threads, one for each item under way. */
@Component(service = {Jobs.class, JobRunner.class, VaultObserver.class})
public final class VirtualJobRunner implements Jobs, JobRunner, VaultObserver {
  private final InstantSource clock;
  private final List<JobRun> running = new CopyOnWriteArrayList<>();

  /** Makes a runner that dates its records by the platform's clock. */
  @Activate
  public VirtualJobRunner() {
    this(InstantSource.system());
  }

  VirtualJobRunner(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized RunningJob start(Vault vault, JobOrder order, JobWork work)
      throws VaultException, JobException {
    boolean taken = false;
    try {
      if (order.resumes().isPresent()) {
        requireIdle(order.resumes().getAsLong());
      }
      Grant grant = vault.grant(order.act());
      String why = "";
      try {
        work.begin(grant);
        var record = record(vault, grant, order);
        var run =
            new JobRun(
                vault.jobs(),
                record,
                order.resumes().isPresent(),
                grant,
                work,
                order.parallel(),
                clock,
                running::remove);
        running.add(run);
        taken = true;
        run.start();
        return run;
      } catch (KeyException e) {
        why = ": " + e.getMessage();
        throw new JobException(String.valueOf(e.getMessage()), e);
      } catch (JobException | VaultException e) {
        why = ": " + e.getMessage();
        throw e;
      } finally {
        if (!taken) {
          giveBack(grant, why);
        }
      }
    } finally {
      if (!taken) {
        work.close();
      }
    }
  }

  private static void giveBack(Grant grant, String why) throws VaultException {
    grant.failed("the job did not begin" + why);
    grant.close();
  }

  private static JobRecord record(Vault vault, Grant grant, JobOrder order) throws VaultException {
    if (order.resumes().isEmpty()) {
      return vault.jobs().begin(grant, order.kind(), order.title(), order.parameters());
    }
    long job = order.resumes().getAsLong();
    vault.jobs().mark(job, JobState.RUNNING);
    return vault.jobs().require(job);
  }

  private void requireIdle(long job) throws JobException {
    if (running(job).isPresent()) {
      throw new JobException("job " + job + " is at work now");
    }
  }

  @Override
  public List<RunningJob> running() {
    return List.copyOf(running);
  }

  @Override
  public Optional<RunningJob> running(long job) {
    return running.stream().filter(run -> run.id() == job).map(RunningJob.class::cast).findFirst();
  }

  @Override
  public void opened(Vault vault) {
    // jobs begin when somebody starts them
  }

  /** Has the vault's jobs break off while their records can still be written. */
  @Override
  public void closing(Vault vault) {
    List<JobRun> its = running.stream().filter(run -> run.isOf(vault)).toList();
    its.forEach(run -> run.breakOff("the vault was closed"));
    its.forEach(JobRun::awaitBrokenOff);
  }

  /** Cancels what is at work; its records say how far it came. */
  @Deactivate
  public void deactivate() {
    running.forEach(JobRun::cancel);
  }
}

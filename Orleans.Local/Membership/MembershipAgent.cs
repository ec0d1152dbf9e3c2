using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Local.Membership;

/// <summary>
/// A silo's part in the cluster's membership: it joins, renews its row, watches the others' rows, leaves.
///
/// The table is the only judge. It has one row a silo and one version; every change of a status is a compare-and-swap on both, so that
/// all silos see the same sequence of views. A row also holds the time of the silo's last sign of life, which is written without a new
/// version.
///
/// Death without trusting clocks: a silo S writes its sign of life every fifth of T (T is <see cref="Lease.DeathAfter"/>). An observer
/// declares S dead when it has read the same sign for all of T by its own monotonic clock. S counts from the moment before its last
/// successful write began, and stops itself after 0.7 T, starts no turn after 0.95 T. The observer's count began no earlier than S's
/// write, so S has stopped before anybody may declare it dead, whatever the wall clocks say and whichever of them was paused. What a paused
/// process can still do after it wakes is finish the one turn that it was in: storage ETags and owner epochs are there for that.
///
/// If the database is away, nobody can be declared dead and nobody can renew: all silos stop after 0.7 T. That is the price for never
/// having two of one grain, and the same choice as elsewhere in this project: better none than two.
/// </summary>
internal sealed class MembershipAgent(
    IMembershipTable table, Lease lease, SiloAddress self, string name, int gatewayPort, TimeProvider time, ILogger<MembershipAgent> logger)
    : ISiloStatusOracle
{
    private const int CompareAndSwapAttempts = 100;

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Lock _gate = new();
    private readonly Dictionary<SiloAddress, (DateTime Sign, long Since)> _signs = [];
    private readonly HashSet<SiloAddress> _suspects = [];
    private MembershipView _view = MembershipView.None;
    private TaskCompletionSource<MembershipView> _nextView = NewSignal();
    private MembershipEntry? _own;

    /// <summary>Raised for each new view, in order, one at a time.</summary>
    public event Action<MembershipView>? ViewChanged;

    public MembershipView View => Volatile.Read(ref _view);

    public SiloAddress SiloAddress => self;

    public string SiloName => name;

    public SiloStatus CurrentStatus => _own?.Status ?? SiloStatus.Created;

    /// <summary>Whether a silo has been silent for so long that it should get nothing new.</summary>
    public bool IsSuspected(SiloAddress silo)
    {
        lock (_gate)
            return _suspects.Contains(silo);
    }

    /// <summary>Enters the table as joining.</summary>
    /// <exception cref="OrleansConfigurationException">A living silo with this address or a later start is there already.</exception>
    public async Task JoinAsync(CancellationToken cancellation)
    {
        await table.InitializeMembershipTable(true);
        await ChangeTableAsync(
            async data =>
            {
                foreach (var (entry, etag) in data.Members)
                {
                    if (entry.Status == SiloStatus.Dead || !entry.SiloAddress.Endpoint.Equals(self.Endpoint))
                        continue;
                    if (entry.SiloAddress.Generation >= self.Generation)
                        throw new OrleansConfigurationException($"A silo at {self.Endpoint} with a later or equal start ({entry.SiloAddress.Generation}) is in the cluster. Is the system clock wrong?");

                    // We hold its port: the earlier silo at this endpoint can't be alive.
                    entry.Status = SiloStatus.Dead;
                    return await table.UpdateRow(entry, etag, data.Version.Next()) ? Change.More : Change.Lost;
                }

                var now = time.GetUtcNow().UtcDateTime;
                _own = new MembershipEntry
                {
                    SiloAddress = self,
                    SiloName = name,
                    HostName = Environment.MachineName,
                    RoleName = "silo",
                    ProxyPort = gatewayPort,
                    Status = SiloStatus.Joining,
                    StartTime = now,
                    IAmAliveTime = now,
                };
                return await table.InsertRow(_own, data.Version.Next()) ? Change.Done : Change.Lost;
            },
            cancellation);
    }

    /// <summary>Changes the silo's own status.</summary>
    public Task SetStatusAsync(SiloStatus status, CancellationToken cancellation) => ChangeTableAsync(
        async data =>
        {
            var (entry, etag) = data.Members.FirstOrDefault(m => m.Item1.SiloAddress.Equals(self))
                ?? throw new SiloUnavailableException($"The row of {self} is gone from the membership table.");
            if (entry.Status == SiloStatus.Dead)
                throw new SiloUnavailableException($"{self} was declared dead.");
            entry.Status = status;
            entry.IAmAliveTime = time.GetUtcNow().UtcDateTime;
            if (!await table.UpdateRow(entry, etag, data.Version.Next()))
                return Change.Lost;
            _own = entry;
            return Change.Done;
        },
        cancellation);

    /// <summary>Writes the sign of life.</summary>
    public async Task RenewAsync()
    {
        var started = time.GetTimestamp();
        _own!.IAmAliveTime = time.GetUtcNow().UtcDateTime;
        await table.UpdateIAmAlive(_own);
        lease.Renewed(started);
    }

    /// <summary>Reads the table, takes over a new view, and declares dead who has been silent for too long.</summary>
    public async Task ObserveAsync(CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            var data = await table.ReadAll();
            Adopt(data);
            foreach (var dead in NoteSigns(data))
                await DeclareDeadAsync(dead, cancellation);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>A view with at least <paramref name="version"/>; reads the table if this silo's is older.</summary>
    public async Task<MembershipView> AtLeastAsync(long version, CancellationToken cancellation)
    {
        if (View.Version < version)
            await ObserveAsync(cancellation);
        return View;
    }

    /// <summary>Waits for a view other than <paramref name="seen"/>.</summary>
    public Task<MembershipView> NextAsync(MembershipView seen, CancellationToken cancellation)
    {
        lock (_gate)
            return ReferenceEquals(_view, seen) ? _nextView.Task.WaitAsync(cancellation) : Task.FromResult(_view);
    }

    public async Task ForgetDefunctAsync(TimeSpan age) => await table.CleanupDefunctSiloEntries(time.GetUtcNow() - age);

    public SiloAddress[] GetActiveSilos() => [.. View.Active];

    public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) =>
        View.Members.TryGetValue(siloAddress, out var member) ? member.Status : SiloStatus.None;

    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false) => View.Members.Values
        .Where(m => !onlyActive || m.Status == SiloStatus.Active).ToDictionary(m => m.Address, m => m.Status);

    public bool IsDeadSilo(SiloAddress silo) => GetApproximateSiloStatus(silo) == SiloStatus.Dead;

    public bool TryGetSiloName(SiloAddress siloAddress, out string? siloName)
    {
        siloName = View.Members.TryGetValue(siloAddress, out var member) ? member.Name : null;
        return siloName is not null;
    }

    private static TaskCompletionSource<MembershipView> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private enum Change
    {
        Done,
        More,
        Lost,
    }

    /// <summary>Repeats a compare-and-swap until it is through, or somebody else's change made it pointless.</summary>
    private async Task ChangeTableAsync(Func<MembershipTableData, Task<Change>> change, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < CompareAndSwapAttempts; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            switch (await change(await table.ReadAll()))
            {
                case Change.Done:
                    await ObserveAsync(cancellation);
                    return;
                case Change.Lost:
                    // Another silo was faster. Waiting a while of one's own keeps two from chasing each other.
                    await Task.Delay(TimeSpan.FromMilliseconds(5 + (((uint)self.GetConsistentHashCode() + (uint)attempt) % 40)), time, cancellation);
                    break;
            }
        }

        throw new OrleansException($"The membership table changed under each of {CompareAndSwapAttempts} attempts of {self} to change it.");
    }

    private void Adopt(MembershipTableData data)
    {
        var view = new MembershipView(
            data.Version.Version,
            data.Members.Select(m => new Member(m.Item1.SiloAddress, m.Item1.Status, m.Item1.SiloName, m.Item1.ProxyPort)));
        TaskCompletionSource<MembershipView> signal;
        lock (_gate)
        {
            if (view.Version <= _view.Version)
                return;
            Volatile.Write(ref _view, view);
            (signal, _nextView) = (_nextView, NewSignal());
        }

        // Declared dead by others, or the row is gone although we had joined.
        var mine = view.Members.GetValueOrDefault(self)?.Status;
        if (mine == SiloStatus.Dead || (mine is null && _own?.Status == SiloStatus.Active))
            lease.Revoke();
        ViewChanged?.Invoke(view);
        signal.TrySetResult(view);
    }

    private List<SiloAddress> NoteSigns(MembershipTableData data)
    {
        var now = time.GetTimestamp();
        List<SiloAddress> dead = [];
        lock (_gate)
        {
            foreach (var (entry, _) in data.Members)
            {
                var silo = entry.SiloAddress;
                if (silo.Equals(self))
                    continue;
                if (entry.Status == SiloStatus.Dead)
                {
                    _signs.Remove(silo);
                    _suspects.Remove(silo);
                    continue;
                }

                if (!_signs.TryGetValue(silo, out var known) || known.Sign != entry.IAmAliveTime)
                {
                    _signs[silo] = (entry.IAmAliveTime, now);
                    if (_suspects.Remove(silo))
                        logger.LogWarning("{Silo} gives signs of life again.", silo);
                    continue;
                }

                var silence = time.GetElapsedTime(known.Since, now);
                if (silence > lease.SuspectAfter && _suspects.Add(silo))
                    logger.LogWarning("{Silo} has been silent for {Silence}. It gets no new activations.", silo, silence);
                if (silence > lease.DeathAfter)
                    dead.Add(silo);
            }
        }

        return dead;
    }

    private async Task DeclareDeadAsync(SiloAddress silo, CancellationToken cancellation)
    {
        var data = await table.ReadAll();
        var (entry, etag) = data.Members.FirstOrDefault(m => m.Item1.SiloAddress.Equals(silo)) ?? Tuple.Create<MembershipEntry?, string?>(null, null)!;
        lock (_gate)
        {
            // A sign of life in the last moment counts.
            if (entry is null || entry.Status == SiloStatus.Dead || !_signs.TryGetValue(silo, out var known) || known.Sign != entry.IAmAliveTime)
                return;
        }

        cancellation.ThrowIfCancellationRequested();
        entry.Status = SiloStatus.Dead;
        entry.AddSuspector(self, time.GetUtcNow().UtcDateTime);
        if (await table.UpdateRow(entry, etag, data.Version.Next()))
            logger.LogWarning("{Silo} ({Name}) was silent for {Limit} and is declared dead.", silo, entry.SiloName, lease.DeathAfter);
        Adopt(await table.ReadAll());
    }
}

using Orleans.Local.Membership;
using Orleans.Runtime;

namespace Orleans.Local.Directory;

/// <summary>
/// The entries that this silo owns in one view. Shut at first: it opens when every living silo of the view has reported its activations,
/// and is never used for another view. See <see cref="GrainDirectory"/>.
/// </summary>
internal sealed class DirectoryPartition
{
    private readonly Lock _gate = new();
    private readonly Dictionary<GrainId, DirectoryEntry> _entries = [];
    private readonly HashSet<SiloAddress> _awaited;
    private readonly TaskCompletionSource<bool> _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DirectoryPartition(MembershipView view)
    {
        View = view;
        _awaited = [.. view.Members.Values.Where(m => m.IsAlive).Select(m => m.Address)];
        if (_awaited.Count == 0)
            _open.SetResult(true);
    }

    public MembershipView View { get; }

    /// <summary>True once open; false once superseded by another view.</summary>
    public Task<bool> Open => _open.Task;

    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>Takes a silo's report. Gives the activations that lost to one already reported, which must not be.</summary>
    public List<(GrainId Grain, long ActivationId)> Report(SiloAddress from, IEnumerable<(GrainId Grain, long ActivationId)> activations)
    {
        List<(GrainId, long)> duplicates = [];
        lock (_gate)
        {
            if (!_awaited.Remove(from))
                return duplicates;
            foreach (var (grain, id) in activations)
            {
                if (!_entries.TryAdd(grain, new(from, id)))
                    duplicates.Add((grain, id));
            }

            if (_awaited.Count == 0)
                _open.TrySetResult(true);
        }

        return duplicates;
    }

    public void Supersede() => _open.TrySetResult(false);

    public DirectoryEntry? Apply(DirectoryRequest request)
    {
        lock (_gate)
        {
            var present = _entries.GetValueOrDefault(request.Grain);
            switch (request.What)
            {
                case DirectoryRequest.Operation.Register when present is null:
                    return _entries[request.Grain] = request.Entry!;

                // Again by the same silo: an earlier activation of it ended without our hearing of it.
                case DirectoryRequest.Operation.Register when present.Silo.Equals(request.Entry!.Silo) && present.ActivationId < request.Entry.ActivationId:
                    return _entries[request.Grain] = request.Entry;

                // A late message about an earlier activation must not remove its successor.
                case DirectoryRequest.Operation.Unregister when present == request.Entry:
                    _entries.Remove(request.Grain);
                    return null;

                default:
                    return present;
            }
        }
    }
}

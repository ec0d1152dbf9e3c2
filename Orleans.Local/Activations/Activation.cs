using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Local.Calls;
using Orleans.Runtime;

namespace Orleans.Local.Activations;

/// <summary>
/// One activation of one grain: the grain object, the calls that wait for it, and its life. Fields below <see cref="_gate"/> change
/// under that lock only; the grain's own code never runs under it.
///
/// Life: Creating (registers in the directory, builds the object, loads state, OnActivateAsync) -> Running -> Ending (no new call
/// starts; running ones finish; OnDeactivateAsync; leaves the directory) -> Ended. Calls that wait when it ends are routed anew. Only an
/// activation that the directory confirmed ever runs a call.
/// </summary>
internal sealed partial class Activation : IGrainContext
{
    [ThreadStatic]
    private static Activation? _current;

    private readonly Lock _gate = new();
    private readonly TurnScheduler _turns;
    private LinkedList<WorkItem>? _waiting;
    private List<GrainTimer>? _timers;
    private TaskCompletionSource? _ended;
    private DeactivationReason? _endRequested;
    private CancellationTokenSource? _endHurry;
    private AsyncServiceScope? _scope;
    private Phase _phase;
    private int _running;
    private int _blocking;
    private long _lastUse;
    private long _keepUntil;

    public Activation(SiloRuntime runtime, GrainClass grainClass, GrainId grainId, long id)
    {
        Runtime = runtime;
        Class = grainClass;
        GrainId = grainId;
        Id = id;
        _turns = new TurnScheduler(this);
        _lastUse = runtime.Time.GetTimestamp();
    }

    private enum Phase
    {
        Creating,
        Running,
        Ending,
        Ended,
    }

    /// <summary>The activation whose turn runs on this thread.</summary>
    public static Activation? Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>The activation whose grain object is being built on this thread.</summary>
    public static Activation? UnderConstruction => _current is { GrainInstance: null } building ? building : null;

    public SiloRuntime Runtime { get; }

    public GrainClass Class { get; }

    public GrainId GrainId { get; }

    /// <summary>Distinguishes this activation from earlier ones of the grain on this silo.</summary>
    public long Id { get; }

    /// <summary>Whether the directory has confirmed the activation in the view of the moment; guarded by the directory.</summary>
    public bool Registered { get; set; }

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices => _scope?.ServiceProvider ?? Runtime.Services;

    public IGrainFactory GrainFactory => Runtime.References;

    public GrainReferences References => Runtime.References;

    public Task Deactivated
    {
        get
        {
            lock (_gate)
            {
                _ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_phase == Phase.Ended)
                    _ended.TrySetResult();
                return _ended.Task;
            }
        }
    }

    /// <summary>Takes a call or a tick. False if the activation has ended: the item belongs elsewhere.</summary>
    public bool TryEnqueue(WorkItem item)
    {
        lock (_gate)
        {
            if (_phase == Phase.Ended)
                return false;
            if (_phase == Phase.Running && _endRequested is null && MayStart(item))
            {
                Start(item);
                return true;
            }

            if (_waiting?.Count >= Runtime.MaxWaitingCalls)
            {
                // Answered outside of the lock would be nicer, but a failed call is only completed here, never run.
                item.Abandon(new LimitExceededException(
                    $"{Runtime.MaxWaitingCalls} calls wait for {GrainId} already (SiloMessagingOptions.MaxEnqueuedRequestsHardLimit). It is slower than its callers."));
                return true;
            }

            (_waiting ??= []).AddLast(item);
            return true;
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"{GrainId}#{Id}";

    // An item that always interleaves neither waits for others nor makes them wait.
    private bool MayStart(WorkItem item) => _blocking == 0 || Class.Reentrant || item.AlwaysInterleaves;

    private void Start(WorkItem item)
    {
        _running++;
        if (!item.AlwaysInterleaves)
            _blocking++;
        if (item.CountsAsUse)
            _lastUse = Runtime.Time.GetTimestamp();
        OnTurn(static state =>
        {
            var (activation, item) = ((Activation, WorkItem))state!;
            _ = activation.RunAsync(item);
        }, (this, item));
    }

    /// <summary>Runs <paramref name="action"/> as a turn. The caller's async context doesn't leak into the grain.</summary>
    private Task OnTurn(Action<object?> action, object? state)
    {
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            var turn = new Task(action, state);
            turn.Start(_turns);
            return turn;
        }
    }

    private async Task RunAsync(WorkItem item)
    {
        // A silo whose lease has run out may have been declared dead: whatever it did now, another activation might do as well.
        if (Runtime.Lease.Expired)
            item.Abandon(new SiloUnavailableException($"The silo that held {GrainId} has lost its place in the cluster."));
        else
            await item.RunAsync(this);

        bool end;
        lock (_gate)
        {
            _running--;
            if (!item.AlwaysInterleaves)
                _blocking--;
            if (item.CountsAsUse)
                _lastUse = Runtime.Time.GetTimestamp();
            StartWaiting();
            end = ShouldEndNow();
        }

        if (end)
            _ = EndAsync();
    }

    private void StartWaiting()
    {
        if (_phase != Phase.Running || _endRequested is not null)
            return;
        for (var node = _waiting?.First; node is not null;)
        {
            var next = node.Next;
            if (MayStart(node.Value))
            {
                _waiting!.Remove(node);
                Start(node.Value);
            }
            else if (!Class.MayInterleave)
            {
                return;
            }

            node = next;
        }
    }
}

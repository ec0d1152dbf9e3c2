using System.Globalization;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Client;

/// <summary>Finds for each answer who asked. One for each connection: nothing is answered on another one.</summary>
internal sealed class RequestRouter
{
    /// <summary>Unanswered requests at a time. More mean that the server doesn't answer, or that someone doesn't wait.</summary>
    internal const int Limit = 1000;

    /// <summary>As in Baileys; whatsmeow waits 75 s.</summary>
    internal static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Pending> _pending = [];
    private readonly TimerWheel _wheel;
    private readonly string _prefix;
    private int _lastId;
    private bool _ended;

    internal RequestRouter(TimerWheel wheel, IRandomSource random)
    {
        _wheel = wheel;
        uint number = random.NextUInt32();
        // Web clients' form: two numbers for the connection, one for the request.
        _prefix = string.Create(CultureInfo.InvariantCulture, $"{number >> 16}.{number & 0xFFFF}-");
    }

    /// <summary>Whether nobody waits for an answer.</summary>
    internal bool IsIdle
    {
        get
        {
            lock (_lock)
                return _pending.Count == 0;
        }
    }

    /// <summary>An id that no other stanza of this connection has.</summary>
    internal string NextId() => _prefix + Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);

    /// <summary>The answer to a request that is about to be sent.</summary>
    /// <exception cref="NotConnectedException">The connection has ended.</exception>
    /// <exception cref="TooManyRequestsException">Too many are unanswered.</exception>
    internal Task<Node> ExpectAsync(string id, TimeSpan timeout)
    {
        var pending = new Pending(this, id, timeout);
        lock (_lock)
        {
            if (_ended)
                throw new NotConnectedException();
            if (_pending.Count >= Limit)
                throw new TooManyRequestsException(Limit);
            _pending.Add(id, pending);
        }

        _wheel.Arm(pending, timeout);
        return pending.Answer;
    }

    /// <summary>Hands an answer to whoever asked; false if nobody did, or no longer waits.</summary>
    internal bool TryAnswer(Node answer)
    {
        if (answer["id"] is not { } id || Take(id) is not { } pending)
            return false;
        if (answer["type"] == "error" || answer.Child("error") is not null)
            pending.Fail(ErrorOf(answer));
        else
            pending.Complete(answer);
        return true;
    }

    /// <summary>Nobody waits for this any more.</summary>
    internal void Forget(string id) => Take(id)?.Fail(new NotConnectedException("The request could not be sent."));

    /// <summary>Fails everything that is unanswered, and whatever is asked from now on.</summary>
    internal void End()
    {
        List<Pending> unanswered;
        lock (_lock)
        {
            _ended = true;
            unanswered = [.. _pending.Values];
            _pending.Clear();
        }

        foreach (var pending in unanswered)
        {
            _wheel.Disarm(pending);
            pending.Fail(new NotConnectedException());
        }
    }

    /// <summary>What the error node in an answer, or in a part of one, says.</summary>
    internal static RequestRefusedException ErrorOf(Node answer)
    {
        var error = answer.Child("error");
        TimeSpan? retryAfter = Number(error?["backoff"]) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        return new RequestRefusedException(Number(error?["code"]) ?? 0, error?["text"], retryAfter);
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private Pending? Take(string id)
    {
        Pending? pending;
        lock (_lock)
            _pending.Remove(id, out pending);
        if (pending is not null)
            _wheel.Disarm(pending);
        return pending;
    }

    private sealed class Pending(RequestRouter router, string id, TimeSpan timeout) : WheelTimer
    {
        private readonly TaskCompletionSource<Node> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task<Node> Answer => _answer.Task;

        internal void Complete(Node answer) => _answer.TrySetResult(answer);

        internal void Fail(RequestException exception) => _answer.TrySetException(exception);

        internal override void OnDue() => router.Take(id)?.Fail(new RequestTimeoutException(timeout));
    }
}

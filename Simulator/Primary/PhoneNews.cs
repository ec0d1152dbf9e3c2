using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Primary;

/// <summary>A receipt that a phone got for a message of its account.</summary>
/// <param name="Id">The message.</param>
/// <param name="Chat">The chat: the reader, or the group.</param>
/// <param name="Reader">Who.</param>
/// <param name="Type">What: "delivered", or what the receipt says: inactive, read, played, retry, ...</param>
/// <param name="At">When.</param>
public sealed record PhoneReceipt(string Id, Jid Chat, Jid Reader, string Type, DateTimeOffset At);

/// <summary>What someone said to a phone about a call.</summary>
/// <param name="CallId">The call.</param>
/// <param name="From">Who.</param>
/// <param name="State">offer, accept, reject, terminate, ...</param>
/// <param name="IsVideo">Whether there is a picture.</param>
/// <param name="At">When.</param>
public sealed record PhoneCall(string CallId, Jid From, string State, bool IsVideo, DateTimeOffset At);

/// <summary>What a phone has heard lately, messages apart.</summary>
internal sealed class PhoneNews
{
    private const int Kept = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<PhoneReceipt> _receipts = new();
    private readonly Queue<PhoneCall> _calls = new();

    public IReadOnlyList<PhoneReceipt> Receipts => All(_receipts);

    public IReadOnlyList<PhoneCall> Calls => All(_calls);

    public void Add(PhoneReceipt receipt) => Add(_receipts, receipt);

    public void Add(PhoneCall call) => Add(_calls, call);

    private T[] All<T>(Queue<T> queue)
    {
        lock (_lock)
            return [.. queue];
    }

    private void Add<T>(Queue<T> queue, T item)
    {
        lock (_lock)
        {
            queue.Enqueue(item);
            if (queue.Count > Kept)
                queue.Dequeue();
        }
    }
}

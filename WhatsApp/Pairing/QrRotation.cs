using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;

namespace Wasilo.WhatsApp.Pairing;

/// <summary>Shows the QR codes of a connection one after another.</summary>
internal sealed class QrRotation(ClientParts parts, Action<ConnectionEnd> end) : WheelTimer
{
    /// <summary>As Baileys and whatsmeow: the first gives time to find the phone.</summary>
    internal static readonly TimeSpan FirstLifetime = TimeSpan.FromSeconds(60);
    internal static readonly TimeSpan LaterLifetime = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private Queue<string> _references = new();
    private bool _stopped;

    /// <summary>Begins with the first of these references, in place of what was shown before.</summary>
    internal void Start(IEnumerable<string> references)
    {
        lock (_lock)
        {
            _references = new Queue<string>(references);
            ShowNext(FirstLifetime);
        }
    }

    /// <summary>No code is shown after this.</summary>
    internal void Stop()
    {
        lock (_lock)
            _stopped = true;
        parts.Wheel.Disarm(this);
    }

    internal override void OnDue()
    {
        lock (_lock)
            ShowNext(LaterLifetime);
    }

    // Under the lock, so that no code comes after the event that makes it void.
    private void ShowNext(TimeSpan lifetime)
    {
        if (_stopped)
            return;
        if (!_references.TryDequeue(out string? reference))
        {
            end(new ConnectionEnd(EndReason.QrCodesExhausted, EndAction.Reconnect));
            return;
        }

        parts.Events.Publish(new QrIssued(QrText.Of(reference, parts.Keeper.Current, parts.Options.Platform), lifetime));
        parts.Wheel.Arm(this, lifetime);
    }
}

using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>
/// What is on its way to one device: every stanza stays until the device has acknowledged it, and is delivered again after each login
/// until then.
/// </summary>
/// <remarks>
/// It is also the buffer before the socket: a connection takes from it only while it has room, so that a device that reads slowly fills
/// its own mailbox and nothing else. One lock per device; the only thing done under it is to queue frames at the connection.
/// </remarks>
internal sealed class Mailbox
{
    private readonly Lock _lock = new();
    private readonly Dictionary<MailKey, Mail> _byKey = [];
    private readonly int[] _counts = new int[StanzaKinds.Count];
    private readonly RecentKeys _settled = new();
    private IMailReader? _reader;
    private Mail? _first;
    private Mail? _last;
    private Mail? _unsent; // the first that this connection hasn't been given
    private long _lastNumber;
    private long _backlog; // the number of the last one that was there at the login; 0 once the device was told that it has them all
    private int _backlogCount;
    private int _count;

    /// <summary>Stanzas that the device hasn't acknowledged.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Puts a stanza in, and delivers it at once if the device is there. False if an older one had to go for it.</summary>
    public bool Post(MailKey key, Node stanza, int limit)
    {
        lock (_lock)
        {
            var fits = _count < limit;
            if (!fits)
                GiveUp(_first!);
            Append(new Mail(key, stanza, ++_lastNumber));
            Pump();
            return fits;
        }
    }

    /// <summary>Delivers what makes no sense later. If the device isn't there it isn't kept.</summary>
    public void PostNow(MailKey key, Node stanza)
    {
        lock (_lock)
        {
            if (_reader is null)
                return;
            _settled.Add(key);
            _reader.Send(stanza);
        }
    }

    /// <summary>The device has logged in: it hears what awaits it, and gets it.</summary>
    public void Open(IMailReader reader)
    {
        lock (_lock)
        {
            _reader = reader;
            _unsent = _first;
            _backlog = _lastNumber;
            _backlogCount = _count;
            _settled.ForgetRetries();
            reader.Send(Backlog.Preview(_count, _counts));
            if (_count == 0)
                EndBacklog();
            Pump();
        }
    }

    /// <summary>The connection is over. Nothing happens if the device has logged in anew already.</summary>
    public void Close(IMailReader reader)
    {
        lock (_lock)
        {
            if (_reader == reader)
                _reader = null;
        }
    }

    /// <summary>The connection has room again.</summary>
    public void Continue(IMailReader reader)
    {
        lock (_lock)
        {
            if (_reader == reader)
                Pump();
        }
    }

    /// <summary>The device has acknowledged a stanza with an ack. False if nothing like that was ever delivered.</summary>
    public bool SettleByAck(MailKey key)
    {
        lock (_lock)
        {
            // A client that asks for a message again sends its ack after the retry receipt, perhaps behind the resent message: it is
            // for the first of the two, and the receipt has settled that.
            if (key.Kind == StanzaKind.Message && _settled.TakeRetry(key))
                return true;
            return Settle(key) || _settled.Contains(key);
        }
    }

    /// <summary>The device has acknowledged a message with a receipt of any kind. False if it wasn't waiting for it.</summary>
    public bool SettleByReceipt(MailKey key, bool isRetry)
    {
        lock (_lock)
        {
            var settled = Settle(key);
            if (isRetry)
                _settled.AddRetry(key);
            else
                _settled.TakeRetry(key);
            return settled;
        }
    }

    private void GiveUp(Mail mail)
    {
        if (mail.Deliveries > 0)
            _settled.Add(mail.Key); // its ack may still come
        Remove(mail);
    }

    private bool Settle(MailKey key)
    {
        if (!_byKey.TryGetValue(key, out var mail) || mail.Deliveries == 0)
            return false;
        _settled.Add(key);
        Remove(mail);
        return true;
    }

    private void Append(Mail mail)
    {
        mail.Previous = _last;
        if (_last is null)
            _first = mail;
        else
            _last.Next = mail;
        _last = mail;
        _unsent ??= _reader is null ? null : mail;
        _counts[(int)mail.Key.Kind]++;
        Volatile.Write(ref _count, _count + 1);
        if (_byKey.TryGetValue(mail.Key, out var oldest))
            oldest.AddAgain(mail);
        else
            _byKey.Add(mail.Key, mail);
    }

    private void Remove(Mail mail)
    {
        if (mail.Previous is null)
            _first = mail.Next;
        else
            mail.Previous.Next = mail.Next;
        if (mail.Next is null)
            _last = mail.Previous;
        else
            mail.Next.Previous = mail.Previous;
        if (_unsent == mail)
            _unsent = mail.Next;
        _counts[(int)mail.Key.Kind]--;
        Volatile.Write(ref _count, _count - 1);
        if (mail.NextAgain() is { } next)
            _byKey[mail.Key] = next;
        else
            _byKey.Remove(mail.Key);
    }

    private void Pump()
    {
        if (_reader is not { } reader)
            return;
        while (_unsent is { } mail && reader.HasRoom)
        {
            var offline = _backlog != 0 && mail.Number <= _backlog;
            if (_backlog != 0 && !offline)
                EndBacklog();
            reader.Send(offline ? mail.Stanza.With(("offline", mail.Deliveries)) : mail.Stanza);
            mail.Deliveries++;
            _unsent = mail.Next;
        }

        if (_unsent is null && _backlog != 0)
            EndBacklog();
    }

    // Never forgotten, even with nothing queued: Baileys buffers all events until it comes.
    private void EndBacklog()
    {
        _backlog = 0;
        _reader!.Send(Backlog.End(_backlogCount));
    }
}

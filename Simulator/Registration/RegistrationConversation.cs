using System.Globalization;
using System.Text;
using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Queries;
using Wasilo.Simulator.Stanzas;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Registration;

/// <summary>
/// A client that isn't linked to an account yet: it gets references to show as QR codes, and after a scan the phone's signed identity,
/// which it must sign too. Then it is sent away to come back as a device (stream error 515).
/// </summary>
internal sealed partial class RegistrationConversation(Connection connection, ChatServer server, DeviceKeys keys) : Conversation
{
    // Real clients answer within a second; the phone behind the scan doesn't wait for ever.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly long _begun = server.Time.GetTimestamp();
    private readonly string _pairDeviceId = server.NextId();
    private string[] _references = [];
    private Pairing? _pairing;
    private bool _closed;

    public override void Begin()
    {
        _references = server.References.Issue(this);
        var references = _references.Select(static reference => new Node("ref", content: Encoding.UTF8.GetBytes(reference))).ToArray();
        connection.Send(Stanza.Set(_pairDeviceId, "md", null, new Node("pair-device", content: NodeContent.Of(references))));
    }

    public override void Take(Node node)
    {
        if (node.Tag != "iq" || node["id"] is null)
            return;
        if (node["type"] is "result" or "error")
            TakeAnswer(node);
        else if (node["xmlns"] == "w:p")
            connection.Send(Stanza.Result(node, server.Time.GetUtcNow()));
        else
            Reply(node, node.Child("link_code_companion_reg") is { } stage ? TakeCodeStage(stage) : Answer.Unknown);
    }

    public override void CheckTime()
    {
        Pairing? pairing;
        EnteredCode? entered;
        lock (_lock)
            (pairing, entered) = (_pairing, _entered);
        if (entered is not null && server.Time.GetElapsedTime(entered.EnteredAt) >= AnswerTimeout)
            InterruptCode("The client didn't answer the code that was entered.");
        if (pairing is not null)
        {
            if (server.Time.GetElapsedTime(pairing.Begun) >= AnswerTimeout)
                connection.Drop("no answer to pair-success");
        }
        else if (server.Time.GetElapsedTime(_begun) >= PairingReferences.Lifetime)
        {
            connection.Close(); // as real servers do when all references have run out
        }
    }

    public override void Closed()
    {
        server.References.Forget(_references);
        Pairing? pairing;
        lock (_lock)
        {
            _closed = true;
            pairing = _pairing;
        }

        ForgetCode(_request);
        const string Why = "The client disconnected before the pairing was complete.";
        pairing?.Fail(new PairingInterruptedException(Why));
        InterruptCode(Why);
    }

    /// <summary>A phone has scanned the code that this client shows. Ends when the client has answered.</summary>
    /// <exception cref="PairingException">The code isn't this client's, or nothing came of it.</exception>
    public Task<Device> PairAsync(Phone phone, QrCode code, TimeSpan lifetime)
    {
        if (server.Time.GetElapsedTime(_begun) >= lifetime)
            throw new ExpiredQrException();
        if (code.Noise != keys.Noise)
            throw new QrMismatchException("Noise key");
        if (code.Identity != keys.Identity)
            throw new QrMismatchException("identity key");
        var result = new TaskCompletionSource<Device>(TaskCreationOptions.RunContinuationsAsynchronously);
        Start(phone, code.Secret, result);
        return result.Task;
    }

    // The phone signs the client's identity and seals it with the secret that both know.
    private void Start(Phone phone, byte[] secret, TaskCompletionSource<Device> result)
    {
        Pairing pairing;
        var now = server.Time.GetUtcNow();
        lock (_lock)
        {
            if (_closed || _pairing is not null)
                throw new ExpiredQrException();
            var number = phone.NextDevice();
            var identity = LinkedIdentity.Sign(phone, number, keys.Identity, now, server.Random);
            pairing = _pairing = new Pairing(phone, number, identity, server.NextId(), server.Time.GetTimestamp(), result);
        }

        connection.Send(Stanza.Set(pairing.Id, null, now, new Node("pair-success", default, NodeContent.Of(
            new Node("device-identity", content: pairing.Identity.Seal(secret)),
            new Node("device", [("jid", phone.Jid.WithDevice(pairing.Number)), ("lid", phone.Lid.WithDevice(pairing.Number))]),
            new Node("platform", [("name", phone.Platform)])))));
    }

    private void Reply(Node iq, Answer answer)
    {
        connection.Send(answer.ToNode(iq, server.Time.GetUtcNow()));
        answer.Afterwards?.Invoke();
    }

    private void TakeAnswer(Node iq)
    {
        Pairing? pairing;
        lock (_lock)
            pairing = _pairing;
        if (pairing is null || iq["id"] != pairing.Id || pairing.Result.Task.IsCompleted)
            return;
        if (iq["type"] == "error")
        {
            var error = iq.Child("error");
            pairing.Fail(new PairingRefusedException($"The client refused to be linked: {error?["code"]} {error?["text"]}"));
            return;
        }

        var answer = iq.Child("pair-device-sign")?.Child("device-identity");
        var signed = answer?["key-index"] == pairing.Number.ToString(CultureInfo.InvariantCulture)
            ? pairing.Identity.Complete(answer.Bytes.Span)
            : null;
        if (signed is null)
        {
            server.Statistics.Count(Counted.ProtocolErrors);
            pairing.Fail(new PairingRefusedException("The client's answer has not its valid signature of the device identity."));
            connection.Drop("a wrong answer to pair-success");
            return;
        }

        var device = new Device(pairing.Phone, pairing.Number, keys, signed, server.Time.GetUtcNow()) { AwaitsWelcome = true };
        pairing.Phone.Add(device);
        server.Statistics.Count(Counted.Pairings);
        connection.End(Stanza.StreamError(515));
        pairing.Result.TrySetResult(device);
    }

    // The result must run its continuations elsewhere: not on the reading loop.
    private sealed record Pairing(
        Phone Phone, int Number, LinkedIdentity Identity, string Id, long Begun, TaskCompletionSource<Device> Result)
    {
        public void Fail(PairingException reason) => Result.TrySetException(reason);
    }
}

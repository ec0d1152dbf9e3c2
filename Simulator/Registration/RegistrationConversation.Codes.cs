using System.Text;
using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Queries;
using Wasilo.Simulator.Stanzas;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Registration;

/// <summary>Linking by a code that the client shows and its user types into the phone, instead of a scan.</summary>
internal sealed partial class RegistrationConversation
{
    private CodeRequest? _request;
    private EnteredCode? _entered;

    /// <summary>The code that this client shows was typed into a phone. Ends when the client is linked.</summary>
    /// <exception cref="PairingException">Nothing came of it.</exception>
    public Task<Device> EnterCodeAsync(Phone phone, string code)
    {
        EnteredCode entered;
        EnteredCode? earlier;
        lock (_lock)
        {
            if (_closed || _pairing is not null || _request is null || _request.Number != phone.Number)
                throw new NoCodeRequestedException(phone.Number);
            entered = new EnteredCode(phone, code, _request, server.Random, server.Time.GetTimestamp());
            (earlier, _entered) = (_entered, entered);
        }

        earlier?.Result.TrySetException(new PairingInterruptedException("Another code was entered."));
        connection.Send(new Node(
            "notification",
            [
                ("from", Jid.WhatsApp), ("type", "link_code_companion_reg"), ("id", server.NextId()),
                ("t", server.Time.GetUtcNow().ToUnixTimeSeconds()),
            ],
            entered.Hello));
        return entered.Result.Task;
    }

    private Answer TakeCodeStage(Node stage)
    {
        if (stage.Jid("jid") is not { Kind: JidKind.User } jid)
            return Answer.BadRequest;
        return stage["stage"] switch
        {
            "companion_hello" => TakeHello(jid.User, stage),
            "companion_finish" => TakeFinish(stage),
            _ => Answer.BadRequest,
        };
    }

    private Answer TakeHello(string number, Node hello)
    {
        var wrapped = hello.Child("link_code_pairing_wrapped_companion_ephemeral_pub")?.Bytes.ToArray();
        if (wrapped is not { Length: CodeEnvelope.Length })
            return Answer.BadRequest;
        var request = new CodeRequest(number, wrapped, PairingReferences.New(server.Random));
        CodeRequest? earlier;
        lock (_lock)
            (earlier, _request) = (_request, request);
        ForgetCode(earlier); // one number a client, however many it asks for
        server.References.RequestCode(number, this);
        return Answer.Of(new Node("link_code_companion_reg", [("stage", "companion_hello")],
            new Node("link_code_pairing_ref", content: Encoding.UTF8.GetBytes(request.Reference))));
    }

    // The secret that comes out is what a QR code would have held; from there on both ways are one.
    private Answer TakeFinish(Node finish)
    {
        EnteredCode? entered;
        lock (_lock)
            (entered, _entered) = (_entered, null);
        if (entered is null)
            return Answer.NotFound;
        var bundle = finish.Child("link_code_pairing_wrapped_key_bundle")?.Bytes ?? default;
        if (entered.OpenBundle(bundle.Span, keys.Identity) is not { } secret)
        {
            entered.Result.TrySetException(new PairingRefusedException("The code isn't the one that the client shows."));
            return Answer.Empty;
        }

        return Answer.Empty with { Afterwards = () => StartAfterCode(entered, secret) };
    }

    private void StartAfterCode(EnteredCode entered, byte[] secret)
    {
        try
        {
            Start(entered.Phone, secret, entered.Result);
        }
        catch (PairingException e)
        {
            entered.Result.TrySetException(e);
        }
    }

    private void ForgetCode(CodeRequest? request)
    {
        if (request is not null)
            server.References.ForgetCode(request.Number, this);
    }

    private void InterruptCode(string why)
    {
        EnteredCode? entered;
        lock (_lock)
            (entered, _entered) = (_entered, null);
        entered?.Result.TrySetException(new PairingInterruptedException(why));
    }
}

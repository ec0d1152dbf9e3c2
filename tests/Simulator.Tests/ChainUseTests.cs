using Google.Protobuf;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Tests;

public sealed class ChainUseTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;
    private Phone _b = null!;
    private Chatter _alice = null!;
    private int _lastId;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { PhonesRead = false }); // the ciphertexts here are none
        _b = _server.Phones.Create("15550000002", "Bob");
        _alice = await Chatter.JoinAsync(_server, _server.Phones.Create("15550000001", "Alice"));
    }

    public async Task DisposeAsync()
    {
        await _alice.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_key_that_encrypts_two_messages_is_recorded()
    {
        await SayAsync("msg", Message(chain: 1, counter: 7, text: 1));
        await SayAsync("msg", Message(chain: 1, counter: 7, text: 2));

        var violation = _server.Violations.ShouldHaveSingleItem();
        violation.Device.ShouldBe(_alice.Jid.ToString());
        violation.What.ShouldContain("counter 7");
    }

    [Fact]
    public async Task A_client_that_goes_back_to_an_older_state_is_recorded_whatever_came_in_between()
    {
        for (byte counter = 0; counter < 200; counter++)
            await SayAsync("msg", Message(chain: 1, counter, text: 1));
        await SayAsync("msg", Message(chain: 2, counter: 0, text: 1));
        _server.Violations.ShouldBeEmpty();
        await SayAsync("pkmsg", PreKeyMessage(Message(chain: 1, counter: 3, text: 2)));

        _server.Violations.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_ciphertext_twice_and_the_same_counter_in_another_chain_are_no_violation()
    {
        await SayAsync("msg", Message(chain: 1, counter: 0, text: 1));
        await SayAsync("pkmsg", PreKeyMessage(Message(chain: 1, counter: 0, text: 1)));
        await SayAsync("msg", Message(chain: 2, counter: 0, text: 2));
        await SayAsync("msg", [0x33, 0xff, 0xff]); // nothing that can be read
        await SayAsync("msg", [1]);

        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sender_key_that_encrypts_two_messages_is_recorded_and_another_signature_is_not()
    {
        await SayStatusAsync(SenderKeyMessage(iteration: 4, text: 1, signature: 1));
        await SayStatusAsync(SenderKeyMessage(iteration: 4, text: 1, signature: 2));
        _server.Violations.ShouldBeEmpty();
        await SayStatusAsync(SenderKeyMessage(iteration: 4, text: 2, signature: 1));

        _server.Violations.ShouldHaveSingleItem().What.ShouldContain("iteration 4");
    }

    private Task<Node> SayAsync(string type, byte[] ciphertext) => _alice.SayAsync(new Node(
        "message", [("id", $"m{_lastId++}"), ("to", _b.Jid)], new Node("enc", [("v", "2"), ("type", type)], ciphertext)));

    private Task<Node> SayStatusAsync(byte[] ciphertext) => _alice.SayAsync(new Node(
        "message", [("id", $"m{_lastId++}"), ("to", Jid.Status)], new Node("enc", [("v", "2"), ("type", "skmsg")], ciphertext)));

    private static byte[] Message(byte chain, byte counter, byte text)
    {
        var mac = Enumerable.Repeat((byte)(text + counter), 8).ToArray();
        byte[] key = [5, .. Enumerable.Repeat(chain, 32)];
        return Encode([0x33], mac, output =>
        {
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(key));
            output.WriteTag(2, WireFormat.WireType.Varint);
            output.WriteUInt32(counter);
            output.WriteTag(4, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(new byte[16]));
        });
    }

    private static byte[] PreKeyMessage(byte[] message) => Encode([0x33], [], output =>
    {
        output.WriteTag(1, WireFormat.WireType.Varint);
        output.WriteUInt32(300);
        output.WriteTag(4, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(message));
    });

    private static byte[] SenderKeyMessage(uint iteration, byte text, byte signature) =>
        Encode([0x33], [.. Enumerable.Repeat(signature, 64)], output =>
        {
            output.WriteTag(1, WireFormat.WireType.Varint);
            output.WriteUInt32(1234);
            output.WriteTag(2, WireFormat.WireType.Varint);
            output.WriteUInt32(iteration);
            output.WriteTag(3, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom([.. Enumerable.Repeat(text, 16)]));
        });

    private static byte[] Encode(byte[] first, byte[] last, Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
            write(output);
        return [.. first, .. stream.ToArray(), .. last];
    }
}

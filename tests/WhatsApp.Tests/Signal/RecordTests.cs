using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Signal.Records;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Tests.Signal;

public class RecordTests
{
    private static readonly byte[] Text = "hello"u8.ToArray();

    private readonly SignalPeer _alice = new("111", 1);
    private readonly SignalPeer _bob = new("222", 2);

    [Fact]
    public async Task A_session_takes_less_than_a_kibibyte_after_a_hundred_messages_in_order()
    {
        await _alice.StartAsync(_bob);
        for (int i = 0; i < 50; i++)
        {
            await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
            await _alice.DecryptAsync(_bob, await _bob.EncryptAsync(_alice, Text));
        }

        (await LengthAsync(_alice, _bob)).ShouldBeLessThan(1024);
        (await LengthAsync(_bob, _alice)).ShouldBeLessThan(1024);
    }

    [Fact]
    public async Task A_record_reads_back_as_it_was_written()
    {
        var record = await BusyRecordAsync();
        byte[] encoded = record.Encode();
        encoded[0].ShouldBe((byte)1); // the version
        SessionRecordCodec.Decode(encoded).Encode().ShouldBe(encoded);
    }

    [Fact]
    public async Task A_record_that_was_cut_or_that_goes_on_is_corrupt()
    {
        byte[] encoded = (await BusyRecordAsync()).Encode();
        for (int length = 0; length < encoded.Length; length++)
            Should.Throw<CorruptRecordException>(() => SessionRecordCodec.Decode(encoded.AsMemory(0, length)));
        Should.Throw<CorruptRecordException>(() => SessionRecordCodec.Decode((byte[])[.. encoded, 0]));
    }

    [Fact]
    public async Task A_record_of_another_version_is_corrupt()
    {
        byte[] encoded = (await BusyRecordAsync()).Encode();
        encoded[0]++;
        Should.Throw<CorruptRecordException>(() => SessionRecordCodec.Decode(encoded)).Message.ShouldContain("version 2");
    }

    [Fact]
    public async Task A_changed_record_is_corrupt_or_another_record_and_nothing_else()
    {
        var random = new Random(5);
        byte[] session = (await BusyRecordAsync()).Encode();
        byte[] senderKeys = BusySenderKeys().Encode();
        for (int i = 0; i < 20_000; i++)
        {
            Try(Changed(session, random), bytes => SessionRecordCodec.Decode(bytes).Encode());
            Try(Changed(senderKeys, random), bytes => SenderKeyCodec.Decode(bytes).Encode());
        }
    }

    [Fact]
    public void A_record_is_read_up_to_its_limit_and_not_beyond()
    {
        var reader = new RecordReader(new byte[] { 1 });
        reader.Version(1);
        Should.Throw<CorruptRecordException>(() => new RecordReader(new byte[SignalLimits.RecordLength + 1]).Version(0));
        new RecordReader(new byte[SignalLimits.RecordLength]).Version(0);
    }

    [Fact]
    public async Task The_fullest_record_is_written_within_the_limit_and_keeps_its_current_session()
    {
        var full = await FullestAsync();
        var record = new SessionRecord(full, []).With(full).With(full).With(full);
        byte[] encoded = record.Encode();
        encoded.Length.ShouldBeInRange(SignalLimits.RecordLength / 2, SignalLimits.RecordLength);
        var read = SessionRecordCodec.Decode(encoded);
        SessionCodec.Encode(read.Current!).ShouldBe(SessionCodec.Encode(full));
        read.Archived.Length.ShouldBeLessThan(3);
    }

    [Fact]
    public async Task A_session_that_cant_be_read_is_given_up_and_reported()
    {
        await _alice.StartAsync(_bob);
        await _bob.StartAsync(_alice);
        var message = await _bob.EncryptAsync(_alice, Text);
        await _alice.StoreAsync(new StoreDelta { Sessions = [(_bob.Address, new byte[] { 1, 2, 3 })] });
        _alice.Restart();

        IReadOnlyList<RecordKey> givenUp = [];
        await _alice.DoAsync(async transaction =>
        {
            (await transaction.HasSessionAsync(_bob.Address)).ShouldBeFalse();
            (await transaction.HasSessionAsync(_bob.Address)).ShouldBeFalse();
            givenUp = transaction.GivenUp;
        });
        givenUp.ShouldBe([new RecordKey(null, _bob.Address)]);
        await Should.ThrowAsync<NoSessionException>(() => _alice.EncryptAsync(_bob, Text));
        (await _alice.Store.LoadSessionAsync(_bob.Address, CancellationToken.None)).ShouldBeNull();
        (await _alice.DecryptAsync(_bob, message)).ShouldBe(Text);
    }

    [Theory]
    [InlineData("15550001111")]
    [InlineData("123456789012345_1")]
    [InlineData("0")]
    [InlineData("0123")]
    [InlineData("12_01")]
    [InlineData("12_999")]
    [InlineData("_1")]
    [InlineData("")]
    [InlineData("99999999999999999999999")]
    [InlineData("someone@else ü")]
    public void An_address_reads_back_as_it_was_written(string name)
    {
        var address = new SignalAddress(name, 77);
        var list = HolderList.Empty.With([address]);
        list.ToSet().ShouldBe([address]);
        list.With([address]).ShouldBeSameAs(list);
    }

    [Fact]
    public void A_thousand_holders_take_a_dozen_bytes_each()
    {
        var holders = Enumerable.Range(0, 1000).Select(i => new SignalAddress($"{123456789000000L + i}_1", i % 4)).ToHashSet();
        var list = HolderList.Empty.With(holders);
        list.Encoded.Length.ShouldBeLessThan(12_000);
        list.ToSet().ShouldBe(holders, ignoreOrder: true);
    }

    private static byte[] Changed(byte[] original, Random random)
    {
        byte[] changed = [.. original];
        for (int i = random.Next(1, 4); i > 0; i--)
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
        return changed;
    }

    private static void Try(byte[] bytes, Action<byte[]> read)
    {
        try
        {
            read(bytes);
        }
        catch (CorruptRecordException)
        {
        }
    }

    private static async Task<int> LengthAsync(SignalPeer peer, SignalPeer other) =>
        (await peer.Store.LoadSessionAsync(other.Address, CancellationToken.None))!.Value.Length;

    // With skipped keys in several chains, a pending session and archived ones.
    private async Task<SessionRecord> BusyRecordAsync()
    {
        await _alice.StartAsync(_bob);
        for (int i = 0; i < 6; i++)
        {
            await _alice.EncryptAsync(_bob, Text);
            await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
            await _alice.DecryptAsync(_bob, await _bob.EncryptAsync(_alice, Text));
        }

        await _bob.StartAsync(_alice, withPreKey: false);
        await _bob.StartAsync(_alice);
        return SessionRecordCodec.Decode((await _bob.Store.LoadSessionAsync(_alice.Address, CancellationToken.None))!.Value);
    }

    private static SenderKeyRecord BusySenderKeys()
    {
        var record = SenderKeyRecord.Empty;
        for (int i = 0; i < SignalLimits.SenderKeys; i++)
        {
            var sender = SenderKeyRecord.Empty.WithOwn(SystemRandomSource.Instance);
            record = record.With(Signal.SenderKeyTests.Foreign(sender));
            for (int message = 0; message < 4; message++)
            {
                sender = sender.Encrypt(Text, SystemRandomSource.Instance, out byte[] bytes);
                if (message % 2 == 1)
                    record = record.Decrypt(bytes, out _);
            }
        }

        return record with { Holders = HolderList.Empty.With([new SignalAddress("5", 1)]) };
    }

    // Five chains, each with two thousand keys none of which follow one another.
    private async Task<Session> FullestAsync()
    {
        var session = (await BusyRecordAsync()).Archived[^1].Open();
        var runs = Enumerable.Range(0, SignalLimits.SkippedKeys).Select(i => new SkippedSeeds.Run((uint)(400 * i), new byte[Key32.Length]));
        var chain = new MessageChain(default, 10_000_000, 0, new SkippedSeeds([.. runs]));
        return session with { Receiving = [.. session.Receiving.Select(receiving => receiving with { Chain = chain })] };
    }
}

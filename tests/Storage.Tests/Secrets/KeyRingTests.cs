using System.Security.Cryptography;
using Wasilo.Storage.Secrets;

namespace Wasilo.Storage.Tests.Secrets;

public sealed class KeyRingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_key_is_named_by_what_it_is_and_never_shown()
    {
        var bytes = RandomNumberGenerator.GetBytes(32);
        var (key, same) = (new EncryptionKey(bytes), new EncryptionKey(bytes));

        key.Id.ShouldBe(same.Id);
        key.Name.Length.ShouldBe(8);
        key.Name.ShouldNotBe(EncryptionKey.Generate().Name);
        key.ToString().ShouldBe($"EncryptionKey {key.Name}");
        Convert.ToHexStringLower(bytes).ShouldNotContain(key.Name);
        Should.Throw<ArgumentException>(() => new EncryptionKey(bytes.AsSpan(1)));
    }

    [Fact]
    public void Settings_are_keys_or_files_of_keys_the_current_one_first()
    {
        var keys = Enumerable.Range(0, 4).Select(_ => EncryptionKey.Generate()).ToArray();
        File.WriteAllText(_folder.File("keys"), $"{keys[0].ToBase64()}\n\n{keys[1].ToBase64()} \n");

        var ring = KeyRingReader.Read(_folder.File("keys"), keys[2].ToBase64(), $" {keys[3].ToBase64()}\n", keys[0].ToBase64());

        ring.Current.Id.ShouldBe(keys[0].Id);
        ring.Names.Order().ShouldBe(keys.Select(static key => key.Name).Order());
        ring.Names.First().ShouldBe(keys[0].Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2VjcmV0")]
    [InlineData("secret-secret-secret-secret-secret-secret-secret-secret")]
    [InlineData("/no/such/file")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_key_is_refused_with_advice_and_not_quoted(string value)
    {
        var exception = Should.Throw<StorageConfigurationException>(() => KeyRingReader.Read(value));

        exception.Message.ShouldStartWith("Storage:EncryptionKey");
        exception.Message.ShouldContain("32 bytes in base64");
        if (value.Length > 0)
            exception.Message.ShouldNotContain(value);
    }

    [Theory]
    [InlineData("", "holds no key")]
    [InlineData("c2VjcmV0\n", "line 1 of its file is no key")]
    public void A_file_of_something_else_is_refused(string content, string expected)
    {
        File.WriteAllText(_folder.File("keys"), content);

        Should.Throw<StorageConfigurationException>(() => KeyRingReader.Read(_folder.File("keys"))).Message.ShouldContain(expected);
        Should.Throw<StorageConfigurationException>(() => KeyRingReader.Read(EncryptionKey.Generate().ToBase64(), _folder.File("keys")))
            .Message.ShouldStartWith("Storage:FormerEncryptionKeys");
    }

    [Fact]
    public async Task Of_many_that_generate_at_once_one_makes_the_key_for_all_and_only_the_owner_may_read_it()
    {
        var path = _folder.File("new/wasilo.key");

        var rings = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => KeyRingReader.ReadOrGenerate(path))));

        rings.Select(static ring => ring.Current.Id).Distinct().Count().ShouldBe(1);
        KeyRingReader.ReadOrGenerate(path).Current.Id.ShouldBe(rings[0].Current.Id);
        Directory.GetFiles(_folder.File("new")).ShouldBe([path]);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(_folder.File("new")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_file_that_can_not_be_made_is_named()
    {
        File.WriteAllText(_folder.File("file"), "x");

        Should.Throw<StorageConfigurationException>(() => KeyRingReader.ReadOrGenerate(_folder.File("file/wasilo.key")))
            .Message.ShouldContain("can't be made");
    }

    public void Dispose() => _folder.Dispose();
}

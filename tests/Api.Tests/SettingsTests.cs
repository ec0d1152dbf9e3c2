using Wasilo.Silo.Startup;

namespace Wasilo.Api.Tests;

public class SettingsTests
{
    [Theory]
    [InlineData("--Cluster:Mode=many", "Cluster:Mode is 'many'. It must be single or cluster.")]
    [InlineData("--Cluster:SiloPort=http", "Cluster:SiloPort is 'http'. It must be a whole number from 0 to 65535.")]
    [InlineData("--Cluster:GatewayPort=70000", "Cluster:GatewayPort is '70000'. It must be a whole number from 0 to 65535.")]
    [InlineData("--Cluster:DeadAfterSeconds=1", "Cluster:DeadAfterSeconds is '1'. It must be a number of seconds from 3 to 300.")]
    [InlineData("--Cluster:Portt=1", "Cluster:Portt is no setting. Cluster has Cluster:Mode, ")]
    [InlineData("--Node:Name=my node", "Node:Name is 'my node'. It must be 1 to 63 letters, digits, '.', '_' or '-', and begin with a letter or digit.")]
    [InlineData("--Node:Region=mars", "Node:Region is 'mars'. It must be one of Node:Regions (local).")]
    [InlineData("--Node:Capacity=0", "Node:Capacity is '0'. It must be a whole number from 1 to 1000000.")]
    [InlineData("--Storage:Connection=x", "Storage:Connection is no setting. Storage has Storage:ConnectionString, Storage:EncryptionKey, Storage:FormerEncryptionKeys.")]
    [InlineData("--Storage:ConnectionString=Password=hunter2", "Storage:ConnectionString names neither a file")]
    [InlineData("--Shutdown:DrainSeconds=soon", "Shutdown:DrainSeconds is 'soon'. It must be a number of seconds from 0 to 15.")]
    [InlineData("--Urls=8080", "Urls is '8080'. It must be one or more of http://ADDRESS:PORT, separated by semicolons.")]
    [InlineData("--Urls=http://127.0.0.1:99999", "Urls is 'http://127.0.0.1:99999'. It must be")]
    public void A_wrong_setting_is_named_with_what_it_may_be(string argument, string expected)
    {
        var problem = Should.Throw<StartupException>(() => ApiHost.Build(["--Urls=http://127.0.0.1:0", argument]));

        problem.Message.ShouldStartWith(expected);
        problem.Message.ShouldNotContain("hunter2");
        problem.Message.ShouldNotContain('\n');
    }

    [Theory]
    [InlineData("--Node:Regions=eu,us", "--Node:Region=us")]
    [InlineData("--Node:Regions:0=eu", "--Node:Regions:1=us", "--Node:Region=eu")]
    public async Task Regions_are_a_list_in_either_form(params string[] arguments)
    {
        await using var app = ApiHost.Build(["--Urls=http://127.0.0.1:0", .. arguments]);
        app.ShouldNotBeNull();
    }
}
